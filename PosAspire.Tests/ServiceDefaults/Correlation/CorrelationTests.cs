using System.Text.Json;
using PosAspire.ServiceDefaults.Correlation;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Correlation;

public class CorrelationTests
{
    [Theory]
    [InlineData("req_1234567890_abc123", true)]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", true)]
    [InlineData("a b", false)]
    [InlineData("a;b", false)]
    [InlineData("<script>", false)]
    [InlineData("", false)]
    public async Task The_callers_id_is_kept_when_it_is_valid_else_replaced(string given, bool isKept)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        string answered = await AskAsync(probe, "/phase", given);
        Assert.True(CorrelationContext.IsValid(answered));
        Assert.Equal(isKept, answered == given);
    }

    [Fact]
    public async Task An_id_longer_than_128_is_replaced()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        Assert.Equal(new string('a', 128), await AskAsync(probe, "/phase", new string('a', 128)));
        Assert.NotEqual(new string('a', 129), await AskAsync(probe, "/phase", new string('a', 129)));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/fail?text=x")]
    [InlineData("/count?limit=x")]
    [InlineData("/database")]
    public async Task Errors_carry_the_id_in_header_body_and_log(string path)
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Request-ID", "err-1" } } };
        using HttpResponseMessage response = await probe.Client.SendAsync(request);
        Assert.Equal("err-1", response.Headers.GetValues("X-Request-ID").Single());
        Assert.Equal("err-1", JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("correlationId").GetString());
        Assert.Contains(await probe.StopAndReadAsync("combined"), line => line.Contains("\"correlationId\":\"err-1\",\"request_id\":\"err-1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_id_goes_on_to_the_next_host()
    {
        await using RunningProbe last = await RunningProbe.StartAsync();
        await using RunningProbe first = await RunningProbe.StartAsync();
        await AskAsync(first, "/call?url=" + Uri.EscapeDataString(last.Address + "/order"), "through-1");
        Assert.Contains(await last.StopAndReadAsync("combined"), line => line.Contains("\"message\":\"Order completed", StringComparison.Ordinal) && line.Contains("\"correlationId\":\"through-1\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parallel_requests_keep_their_own_ids()
    {
        await using RunningProbe probe = await RunningProbe.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 50).Select(number => $"p-{number}")];
        Assert.Equal(ids, await Task.WhenAll(ids.Select(id => AskAsync(probe, "/order", id))));
        string[] lines = await probe.StopAndReadAsync("combined");
        Assert.All(ids, id => Assert.Equal(2, lines.Count(line => line.Contains($"\"correlationId\":\"{id}\"", StringComparison.Ordinal))));
    }

    private static async Task<string> AskAsync(RunningProbe probe, string path, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("X-Request-ID", id);
        using HttpResponseMessage response = await probe.Client.SendAsync(request);
        return response.Headers.GetValues("X-Request-ID").Single();
    }
}
