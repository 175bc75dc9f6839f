using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Logging;

public class LogFileTests
{
    [Fact]
    public async Task A_request_has_the_restaurant_runbooks_fields()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/count?limit=3&password=Secret123&token=abc-def-ghi") { Headers = { { "User-Agent", "till/1" }, { "X-Request-ID", "r-1" } } };
        await probe.Client.SendAsync(request);
        JsonElement line = (await RequestLines(probe)).Single();
        Assert.Equal("info", line.GetProperty("level").GetString());
        Assert.Equal(("r-1", "r-1"), (line.GetProperty("request_id").GetString(), line.GetProperty("correlationId").GetString()));
        Assert.Equal("GET", line.GetProperty("method").GetString());
        Assert.Equal("/count?limit=3&password=***MASKED***&token=***MASKED***", line.GetProperty("path").GetString());
        Assert.Equal(200, line.GetProperty("status_code").GetInt32());
        Assert.Equal("127.0.0.1", line.GetProperty("client_ip").GetString());
        Assert.Equal("till/1", line.GetProperty("user_agent").GetString());
        Assert.Matches(@"^\d+\.\d+ms$", line.GetProperty("latency").GetString());
        Assert.Equal(JsonValueKind.Number, line.GetProperty("latency_ms").ValueKind);
        Assert.Equal(line.GetProperty("latency_ms").GetDouble(), line.GetProperty("duration").GetDouble());
    }

    [Theory]
    [InlineData("/count?limit=1", "info")]
    [InlineData("/warn", "warn")]
    [InlineData("/nowhere", "warn")]
    [InlineData("/fail?text=x", "error")]
    public async Task The_level_of_a_request_follows_its_status(string path, string level)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        await probe.Client.GetAsync(path);
        Assert.Equal(level, (await RequestLines(probe)).Single().GetProperty("level").GetString());
    }

    [Fact]
    public async Task A_request_that_breaks_off_in_the_middle_is_an_error()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => probe.Client.GetStringAsync("/aborts"));
        JsonElement line = (await RequestLines(probe)).Single();
        Assert.Equal(("error", 500), (line.GetProperty("level").GetString(), line.GetProperty("status_code").GetInt32()));
    }

    [Fact]
    public async Task The_error_file_has_the_errors_and_the_combined_file_everything()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        await probe.Client.GetAsync("/fail?text=broken");
        string[] errors = await probe.StopAndReadAsync("error");
        string[] combined = await probe.StopAndReadAsync("combined");
        Assert.All(errors, line => Assert.Contains("\"level\":\"error\"", line, StringComparison.Ordinal));
        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, line => JsonDocument.Parse(line).RootElement.TryGetProperty("exception", out JsonElement error) && error.GetProperty("type").GetString() == "System.InvalidOperationException");
        Assert.Contains(combined, line => line.Contains("Application started", StringComparison.Ordinal));
        Assert.Empty(errors.Except(combined));
    }

    [Theory]
    [InlineData("DEBUG", "debug", "error", "info", "warn")]
    [InlineData("INFO", "error", "info", "warn")]
    [InlineData("WARN", "error", "warn")]
    [InlineData("ERROR", "error")]
    public async Task The_log_level_sets_what_is_written_and_debug_shows_sql(string level, params string[] expected)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync(["--LOG_LEVEL=" + level]);
        foreach (string path in new[] { "/sql", "/order", "/warn", "/fail?text=x" })
        {
            await probe.Client.GetAsync(path);
        }

        string[] lines = await probe.StopAndReadAsync("combined");
        Assert.Equal(expected, lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("level").GetString()).Distinct().Order());
        Assert.Equal(level == "DEBUG", lines.Any(line => line.Contains("SELECT name FROM products", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_full_file_is_closed_and_the_next_begun()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync(["--LOG_FILE_MAX_MB=1"], map: app => app.MapGet(
            "/long", (ILoggerFactory logs) => logs.CreateLogger("x").LogWarning("{Text}", new string('a', 400_000))));
        await probe.Client.GetAsync("/long");
        await probe.Client.GetAsync("/long");
        Assert.True((await probe.StopAndReadAsync("combined")).Length > 2);
        Assert.Equal(2, probe.Files("combined"));
    }

    private static async Task<IEnumerable<JsonElement>> RequestLines(RunningProbe probe)
        => (await probe.StopAndReadAsync("combined")).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("context").GetString() == "Request");
}
