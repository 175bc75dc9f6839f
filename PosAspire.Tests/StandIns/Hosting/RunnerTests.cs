using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.StandIns.Hosting;

/// <summary>The runner with real processes.</summary>
public sealed class RunnerTests
{
    private const string Forever = "trap 'sleep 0.3; echo bye; exit 0' TERM; echo up; while true; do sleep 0.05; done";

    [Fact]
    public async Task Each_starts_when_what_it_waits_for_is_done_or_healthy()
    {
        await using var graph = new TestGraph();
        var healthy = false;
        graph.Builder.Services.AddHealthChecks().AddCheck("gate", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
        var init = graph.Bash("init", "sleep 0.3; echo initialised");
        var server = graph.Bash("server", Forever).WithHealthCheck("gate").WaitForCompletion(init);
        graph.Bash("client", Forever).WaitFor(server);

        var starting = graph.StartAsync();
        await Eventually.TrueAsync(() => graph.Lines.Contains("server | up"));
        await Task.Delay(300);
        Assert.Equal(KnownResourceStates.Waiting, graph.StateOf("client"));
        healthy = true;
        await starting;

        await Eventually.TrueAsync(() => graph.Lines.Contains("client | up"));
        Assert.Equal(["init | initialised", "server | up", "client | up"], graph.Lines);
        Assert.Equal(0, (await graph.WaitForAsync("init", KnownResourceStates.Finished)).ExitCode);
    }

    [Fact]
    public async Task A_failed_completion_keeps_its_dependants_from_starting_and_is_not_repeated()
    {
        await using var graph = new TestGraph();
        var init = graph.Bash("init", "echo once; exit 3");
        graph.Bash("server", Forever).WaitForCompletion(init);

        await graph.StartAsync();

        await graph.WaitForAsync("server", KnownResourceStates.FailedToStart);
        Assert.Equal(3, (await graph.WaitForAsync("init", KnownResourceStates.Exited)).ExitCode);
        await Task.Delay(1500);
        Assert.Single(graph.Lines, "init | once");
        Assert.Contains(graph.Lines, line => line.StartsWith("server | ", StringComparison.Ordinal)
            && line.Contains("'init' because it entered the 'Exited' state with exit code '3', expected '0'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crashed_process_returns_and_is_counted()
    {
        await using var graph = new TestGraph();
        graph.Bash("server", "echo up $$; sleep 0.1; [ -e /tmp/never ] || kill -9 $$");
        await graph.StartAsync();

        await Eventually.TrueAsync(() => graph.Lines.Count(line => line.StartsWith("server | up", StringComparison.Ordinal)) >= 2);

        Assert.Contains(graph.Lines, line => line.Contains("exit code 137; it starts again in 1 s (crash 1)", StringComparison.Ordinal));
        var running = await graph.Application.ResourceNotifications.WaitForResourceAsync("server", e => e.Snapshot.Properties.Any(p => p is { Name: "restarts", Value: >= 1 }));
        Assert.NotNull(running.Snapshot.StartTimeStamp);
    }

    [Fact]
    public async Task Dependants_stop_first_and_disposal_alone_leaves_nothing_running()
    {
        var graph = new TestGraph();
        var server = graph.Bash("server", Forever);
        var middle = graph.Builder.AddConnectionString("connection", ReferenceExpression.Create($"x")).WaitFor(server);
        graph.Bash("client", Forever).WaitFor(middle);
        await graph.StartAsync();
        await Eventually.TrueAsync(() => graph.Lines.Count == 2);

        await graph.DisposeAsync();

        Assert.Equal(["client | bye", "server | bye"], graph.Lines.Skip(2));
    }

    [Fact]
    public async Task A_process_that_ignores_the_request_is_ended_within_ten_seconds()
    {
        await using var graph = new TestGraph();
        var server = graph.Bash("server", Forever);
        graph.Bash("deaf", "trap '' TERM; echo up; while true; do sleep 0.05; done").WaitFor(server);
        await graph.StartAsync();
        await Eventually.TrueAsync(() => graph.Lines.Count == 2);
        var started = TimeProvider.System.GetTimestamp();

        await graph.Application.StopAsync();

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        Assert.Contains("server | bye", graph.Lines);
    }

    [Fact]
    public async Task A_taken_port_is_named_and_nothing_starts()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var graph = new TestGraph();
        graph.Bash("other", Forever);
        graph.Bash("server", Forever).WithEndpoint(port: port, name: "tcp", isProxied: false);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(graph.StartAsync);

        Assert.Contains($"Port {port}, which resource 'server' needs for its endpoint 'tcp', is taken", failure.Message, StringComparison.Ordinal);
        Assert.Empty(graph.Lines);
    }

    [Fact]
    public async Task What_cannot_run_is_refused_before_anything_starts()
    {
        await using var graph = new TestGraph();
        graph.Bash("other", Forever);
        graph.Bash("client", Forever).WaitFor(graph.Builder.AddPostgres("postgres").AddDatabase("posdb"));
        graph.Bash("checked", Forever).WithHealthCheck("unknown");

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(graph.StartAsync);

        Assert.Contains("waits for 'postgres', which needs a container engine", failure.Message, StringComparison.Ordinal);
        Assert.Contains("health check 'unknown' is not registered", failure.Message, StringComparison.Ordinal);
        Assert.Empty(graph.Lines);
    }

    [Fact]
    public async Task A_container_that_nobody_waits_for_is_skipped_and_a_missing_value_or_program_fails_only_its_resource()
    {
        await using var graph = new TestGraph();
        graph.Builder.AddContainer("grafana", "grafana/grafana");
        graph.Bash("needy", Forever).WithEnvironment("KEY", graph.Builder.AddParameter("stripe-key", secret: true));
        graph.Builder.AddExecutable("absent", "no-such-program-here", "/tmp");
        graph.Bash("server", Forever);

        await graph.StartAsync();

        Assert.Equal(KnownResourceStates.FailedToStart, graph.StateOf("grafana"));
        Assert.Equal(KnownResourceStates.ValueMissing, graph.StateOf("stripe-key"));
        Assert.Equal(KnownResourceStates.FailedToStart, graph.StateOf("needy"));
        Assert.Equal(KnownResourceStates.FailedToStart, graph.StateOf("absent"));
        Assert.Equal(KnownResourceStates.Running, graph.StateOf("server"));
        Assert.Contains(graph.Lines, line => line.StartsWith("needy | Resource 'needy' needs stripe-key", StringComparison.Ordinal));
        Assert.Contains(graph.Lines, line => line.StartsWith("grafana | 'grafana' needs a container engine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_start_stop_and_restart()
    {
        await using var graph = new TestGraph();
        graph.Bash("server", Forever).WithExplicitStart();
        await graph.StartAsync();
        var commands = graph.Application.ResourceCommands;
        Assert.Equal(KnownResourceStates.NotStarted, graph.StateOf("server"));

        Assert.True((await commands.ExecuteCommandAsync("server", KnownResourceCommands.StartCommand)).Success);
        await Eventually.TrueAsync(() => graph.Lines.Count == 1);
        Assert.True((await commands.ExecuteCommandAsync("server", KnownResourceCommands.RestartCommand)).Success);
        await Eventually.TrueAsync(() => graph.Lines.Count == 3);
        Assert.True((await commands.ExecuteCommandAsync("server", KnownResourceCommands.StopCommand)).Success);

        await graph.WaitForAsync("server", KnownResourceStates.Finished);
        Assert.Equal(["server | up", "server | bye", "server | up", "server | bye"], graph.Lines);
        Assert.False((await commands.ExecuteCommandAsync("server", "dance")).Success);
    }
}
