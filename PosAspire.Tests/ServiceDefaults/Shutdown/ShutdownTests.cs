using PosAspire.Tests.ServiceDefaults.Probe;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.ServiceDefaults.Shutdown;

/// <summary>A real process gets a real SIGTERM.</summary>
public class ShutdownTests
{
    [Fact]
    public async Task Readiness_turns_off_first_then_requests_under_way_finish_then_the_host_stops()
    {
        using ProbeProcess probe = await ProbeProcess.StartAsync("--ENVIRONMENT=production", "--SHUTDOWN_DELAY=2s", "--SHUTDOWN_DRAIN=20s");
        Assert.Equal("Running", await probe.Client.GetStringAsync("/phase"));
        Task<HttpResponseMessage> underWay = probe.Client.GetAsync("/slow?ms=4000");
        await Task.Delay(300);

        probe.Terminate();
        // The listener is still open and says that it is about to close.
        await Eventually.TrueAsync(async () => await probe.Client.GetStringAsync("/phase") == "ShuttingDown");
        Assert.False(underWay.IsCompleted);

        using HttpResponseMessage finished = await underWay;
        Assert.True(finished.IsSuccessStatusCode);
        Assert.Equal(0, await probe.ExitAsync());
        using var other = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => other.GetAsync($"http://127.0.0.1:{probe.Port}/phase"));
        Assert.True(Line(probe, "readiness is off") < Line(probe, "/slow"));
        Assert.True(Line(probe, "/slow") < Line(probe, "Stopped"));
    }

    [Fact]
    public async Task A_request_that_never_ends_does_not_hold_the_host_beyond_the_limit()
    {
        using ProbeProcess probe = await ProbeProcess.StartAsync("--SHUTDOWN_DRAIN=1s");
        Task<HttpResponseMessage> endless = probe.Client.GetAsync("/slow?ms=600000");
        await Task.Delay(300);
        probe.Terminate();
        await probe.ExitAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => endless);
    }

    private static int Line(ProbeProcess probe, string text)
    {
        int at = Array.FindIndex(probe.Lines, line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(at >= 0, $"no line with {text}");
        return at;
    }
}
