using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>One process of a resource, or none for a resource without one: waits, starts, starts again, stops.</summary>
internal sealed class Instance(IResource resource, string id, Endpoints endpoints, ProcessStarter starter, RunnerServices services) : IDisposable
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly TaskCompletionSource _forced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _log = services.Logs.GetLogger(id);
    private ChildProcess? _process;
    private CancellationTokenSource? _pendingRestart;
    private Task _supervision = Task.CompletedTask;
    private bool _stopRequested;
    private int _crashes;

    public string Id => id;

    public IResource Resource => resource;

    public bool IsRunning { get; private set; }

    /// <summary>Waits for the dependencies and starts; returns when started, failed to start, or left for later.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _))
        {
            await PublishAsync(KnownResourceStates.NotStarted).ConfigureAwait(false);
            return;
        }
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        try
        {
            if (resource.TryGetLastAnnotation<WaitAnnotation>(out _))
            {
                await PublishAsync(KnownResourceStates.Waiting).ConfigureAwait(false);
                var dependencies = services.Notifications.WaitForDependenciesAsync(resource, cancellation.Token);
                await (await Task.WhenAny(dependencies, _forced.Task).ConfigureAwait(false)).ConfigureAwait(false);
            }
            // A start command while it waited may already have started it.
            await AloneAsync(() => IsRunning || _stopRequested ? Task.CompletedTask : LaunchAsync(), cancellation.Token).ConfigureAwait(false);
        }
        catch (DistributedApplicationException e)
        {
            await FailAsync(e.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The application stops before this resource had its turn.
        }
    }

    /// <summary>Carries out start, stop or restart.</summary>
    public async Task<ExecuteCommandResult> ExecuteAsync(string command, CancellationToken cancellationToken)
    {
        await AloneAsync(
            async () =>
            {
                if (command != KnownResourceCommands.StartCommand && !_stopping.IsCancellationRequested)
                {
                    await StopProcessAsync(services.StopGrace).ConfigureAwait(false);
                }
                if (command != KnownResourceCommands.StopCommand && !IsRunning && !_stopping.IsCancellationRequested)
                {
                    _crashes = 0;
                    await LaunchAsync().ConfigureAwait(false);
                    _forced.TrySetResult();
                }
            },
            cancellationToken).ConfigureAwait(false);
        var stopping = _stopping.IsCancellationRequested;
        return new() { Success = !stopping, Message = stopping ? "The application is stopping." : null };
    }

    /// <summary>Stops for good. The process is killed when it has not ended within the grace.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await AloneAsync(() => StopProcessAsync(grace), CancellationToken.None).ConfigureAwait(false);
        await _supervision.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _oneAtATime.Dispose();
        _stopping.Dispose();
    }

    public async Task FailAsync(string reason)
    {
        _log.LogError("{Reason}", reason);
        await PublishAsync(KnownResourceStates.FailedToStart).ConfigureAwait(false);
    }

    private async Task AloneAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await action().ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task LaunchAsync()
    {
        _stopRequested = false;
        await CancelRestartAsync().ConfigureAwait(false);
        await PublishAsync(KnownResourceStates.Starting).ConfigureAwait(false);
        try
        {
            _process = await starter.StartAsync(resource, id, endpoints, (line, isError) => services.Logs.Add(id, line, isError), _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DistributedApplicationException or InvalidOperationException)
        {
            await FailAsync(e.Message).ConfigureAwait(false);
            return;
        }
        IsRunning = true;
        services.InstancesChanged(resource);
        await services.Notifications.PublishUpdateAsync(resource, id, s => s with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = services.Now,
            StopTimeStamp = null,
            ExitCode = null,
            // What was true of the process before this one says nothing about this one.
            HealthReports = [.. s.HealthReports.Select(r => new HealthReportSnapshot(r.Name, null, null, null))],
            Urls = [.. endpoints.All.Select(e => new UrlSnapshot(e.Name, e.AllocatedEndpoint!.UriString, false))],
            Properties = _process is null ? [] : [new("executable.pid", _process.Id), new("restarts", _crashes)],
        }).ConfigureAwait(false);
        if (_process is not null)
        {
            _supervision = SuperviseAsync(_process, services.Now);
        }
    }

    private async Task SuperviseAsync(ChildProcess process, DateTime started)
    {
        var exitCode = await process.Exited.ConfigureAwait(false);
        IsRunning = false;
        services.InstancesChanged(resource);
        await services.Notifications.PublishUpdateAsync(resource, id, s => s with
        {
            State = exitCode == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited,
            ExitCode = exitCode,
            StopTimeStamp = services.Now,
        }).ConfigureAwait(false);
        if (_stopRequested || _stopping.IsCancellationRequested || exitCode == 0)
        {
            return;
        }
        if (services.RunsToCompletion(resource))
        {
            _log.LogError("'{Id}' ended with exit code {ExitCode}; what waits for its completion will not start.", id, exitCode);
            return;
        }
        _crashes = services.Now - started > StableAfter ? 1 : _crashes + 1;
        await RestartAfterCrashAsync(exitCode).ConfigureAwait(false);
    }

    private async Task RestartAfterCrashAsync(int exitCode)
    {
        // 1, 2, 4 … seconds: at once for a mishap, seldom for what cannot run.
        var delay = TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, Math.Pow(2, Math.Min(_crashes - 1, 10))));
        _log.LogError("'{Id}' ended with exit code {ExitCode}; it starts again in {Delay} s (crash {Crashes}).", id, exitCode, delay.TotalSeconds, _crashes);
        using var pending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _pendingRestart = pending;
        await Task.Delay(delay, services.Time, pending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.CompareExchange(ref _pendingRestart, null, pending);
        await AloneAsync(() => pending.IsCancellationRequested || IsRunning ? Task.CompletedTask : LaunchAsync(), CancellationToken.None).ConfigureAwait(false);
    }

    private async Task StopProcessAsync(TimeSpan grace)
    {
        _stopRequested = true;
        await CancelRestartAsync().ConfigureAwait(false);
        if (_process is { Exited.IsCompleted: false } process)
        {
            await PublishAsync(KnownResourceStates.Stopping).ConfigureAwait(false);
            await process.StopAsync(grace, CancellationToken.None).ConfigureAwait(false);
        }
        IsRunning = false;
    }

    private Task CancelRestartAsync() => Interlocked.Exchange(ref _pendingRestart, null)?.CancelAsync() ?? Task.CompletedTask;

    private Task PublishAsync(string state) => services.Notifications.PublishUpdateAsync(resource, id, s => s with { State = state });
}
