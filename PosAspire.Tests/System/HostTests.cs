using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.SystemTests;

/// <summary>The host seen from outside: how it starts, refuses, stops and dies.</summary>
[Collection(Alone.Name)]
public sealed class HostTests : IDisposable
{
    private readonly string _data = RunningGraph.NewDataDirectory();
    private readonly int _offset = RunningGraph.FreeOffset();

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private Dictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string> { ["POS_DATA"] = _data, ["POS_PORT_OFFSET"] = _offset.ToString(CultureInfo.InvariantCulture) };
        foreach (var (name, value) in more) environment[name] = value;
        return environment;
    }

    private async Task<bool> WebIsReadyAsync()
    {
        try
        {
            using var client = new HttpClient();
            return (await client.GetAsync($"http://localhost:{5173 + _offset}/health/ready")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Stopped_by_a_signal_it_stops_everything_in_order_within_ten_seconds()
    {
        await using var host = AppHostProcess.Start(Environment());
        await host.WaitForAsync(WebIsReadyAsync, RunningGraph.StartLimit, "web is ready");
        host.Signal("INT");
        await host.ExitAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(AppHostProcess.ProcessesOf(_data));
        // A server that was stopped in order leaves no lock file: nothing to recover at the next start.
        Assert.False(File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")));
    }

    [Fact]
    public async Task Killed_it_leaves_no_process_behind()
    {
        await using var host = AppHostProcess.Start(Environment());
        await host.WaitForAsync(WebIsReadyAsync, RunningGraph.StartLimit, "web is ready");
        Assert.NotEmpty(AppHostProcess.ProcessesOf(_data));
        host.Kill();
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(15);
        while (AppHostProcess.ProcessesOf(_data).Count > 0 && DateTime.UtcNow < end) await Task.Delay(200);
        Assert.Empty(AppHostProcess.ProcessesOf(_data));
    }

    [Theory]
    [InlineData(3000)]
    [InlineData(5432)]
    public async Task A_taken_port_is_refused_before_anything_starts(int runbookPort)
    {
        using var taken = new TcpListener(IPAddress.Loopback, runbookPort + _offset);
        taken.Start();
        await using var host = AppHostProcess.Start(Environment());
        Assert.NotEqual(0, await host.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains($"Port {runbookPort + _offset}", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data, "postgres")), "nothing may be half-started");
        Assert.Empty(AppHostProcess.ProcessesOf(_data));
    }

    [Theory]
    [InlineData("POS_PORT_OFFSET", "abc", "POS_PORT_OFFSET is 'abc'")]
    [InlineData("POS_PORT_OFFSET", "70000", "POS_PORT_OFFSET is '70000'")]
    [InlineData("Servers", "clouds", "Servers is 'clouds'")]
    [InlineData("Api__Replicas", "0", "Api:Replicas is '0'")]
    [InlineData("POS_PG_BIN", "/nonexistent", "No PostgreSQL")]
    public async Task A_wrong_value_is_refused_in_a_sentence(string name, string value, string sentence)
    {
        await using var host = AppHostProcess.Start(Environment((name, value)));
        Assert.Equal(1, await host.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains(sentence, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_PostgreSQL_version_is_refused_and_left_alone()
    {
        var cluster = Directory.CreateDirectory(Path.Combine(_data, "postgres")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n");
        await using var host = AppHostProcess.Start(Environment());
        Assert.Equal(1, await host.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("was written by PostgreSQL 9", host.Output, StringComparison.Ordinal);
        Assert.Equal(["PG_VERSION"], Directory.EnumerateFileSystemEntries(cluster).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_containers_shape_says_that_it_needs_an_engine()
    {
        await using var host = AppHostProcess.Start(Environment(("Servers", "containers")));
        Assert.NotEqual(0, await host.ExitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("container engine", host.Output, StringComparison.Ordinal);
    }
}
