using System.Text.Json;
using System.Text.RegularExpressions;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Logging;

/// <summary>What the console of a real process got, line by line.</summary>
public partial class ConsoleFormatTests
{
    [Fact]
    public async Task In_development_the_console_writes_the_liquor_runbooks_line()
    {
        using ProbeProcess probe = await ProbeProcess.StartAsync();
        await AskAsync(probe, "/order");
        string line = await StopAndFindAsync(probe, "OrderOrchestrator");
        Assert.Matches(Human(), line);
        Assert.EndsWith("[INFO] [OrderOrchestrator] [req_1234567890_abc123] Order completed successfully: order-123 42.78 245 {\"orderId\":\"order-123\",\"total\":42.78,\"duration\":245}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_the_console_writes_one_json_object_a_line_with_the_level_in_upper_case()
    {
        using ProbeProcess probe = await ProbeProcess.StartAsync("--ENVIRONMENT=production", "--SHUTDOWN_DELAY=0");
        await AskAsync(probe, "/order");
        string order = await StopAndFindAsync(probe, "OrderOrchestrator");
        Assert.All(probe.Lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        JsonElement json = JsonDocument.Parse(order).RootElement;
        Assert.Equal(
            ["timestamp", "level", "service", "message", "context", "correlationId", "request_id", "trace_id", "duration", "metadata"],
            json.EnumerateObject().Select(field => field.Name));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", json.GetProperty("timestamp").GetString());
        Assert.Equal("INFO", json.GetProperty("level").GetString());
        Assert.Equal("liquor-pos-backend", json.GetProperty("service").GetString());
        Assert.Equal("req_1234567890_abc123", json.GetProperty("correlationId").GetString());
        Assert.Equal(245, json.GetProperty("duration").GetInt32());
        Assert.Equal("""{"orderId":"order-123","total":42.78,"duration":245}""", json.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task A_line_break_in_a_message_forges_no_line()
    {
        using ProbeProcess probe = await ProbeProcess.StartAsync();
        using var body = new StringContent("""{"text":"hello\n2026-01-05 12:34:56 [ERROR] [Payments] forged\u001b[31m"}""", null, "application/json");
        (await probe.Client.PostAsync(new Uri("/say", UriKind.Relative), body)).EnsureSuccessStatusCode();
        await StopAndFindAsync(probe, "OrderOrchestrator");
        Assert.DoesNotContain(probe.Lines, line => line.StartsWith("2026-01-05 12:34:56", StringComparison.Ordinal) || line.Contains('\u001b', StringComparison.Ordinal));
    }

    private static async Task AskAsync(ProbeProcess probe, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Request-ID", "req_1234567890_abc123" } } };
        (await probe.Client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static async Task<string> StopAndFindAsync(ProbeProcess probe, string text)
    {
        probe.Terminate();
        Assert.Equal(0, await probe.ExitAsync());
        return Assert.Single(probe.Lines, line => line.Contains(text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[(DEBUG|INFO|WARN|ERROR)\] \[\w+\] \[[\w.-]+\] ")]
    private static partial Regex Human();
}
