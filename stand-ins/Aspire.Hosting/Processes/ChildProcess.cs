using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Aspire.Hosting.Processes;

/// <summary>What to start and who hears its lines. <see cref="Environment"/> is added to the inherited one; null takes a variable away.</summary>
internal sealed record ChildProcessOptions
{
    public required string FileName { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public required string WorkingDirectory { get; init; }
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Called for each line (without its end, <c>isError</c> true from standard error), one call at a time per stream.</summary>
    public Action<string, bool>? OnLine { get; init; }
}

/// <summary>A child in a session of its own, so that it and everything it starts end together.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long the last lines and the rest of the group may take after the child itself has ended.</summary>
    private static readonly TimeSpan AfterExit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GroupPoll = TimeSpan.FromMilliseconds(20);

    // Bash waits for a line before it becomes the program, so that the guard knows the group before anything runs in it:
    // if we are killed in between, the read fails and the program never starts. The pid stays the same throughout.
    private const string WaitThenBecome = "read -r _ && exec -- \"$@\" </dev/null";

    private readonly Process _process;
    private long _leaveGroupUntil;
    private volatile bool _groupEnded;

    private ChildProcess(Process process, Action<string, bool> onLine)
    {
        _process = process;
        Id = process.Id;
        var output = LineReader.ReadAsync(process.StandardOutput, line => onLine(line, false));
        var errors = LineReader.ReadAsync(process.StandardError, line => onLine(line, true));
        Exited = WatchAsync(Task.WhenAll(output, errors));
    }

    /// <summary>The process id, which is also the id of its group and session.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code (128 + n after signal n) once the child and its group have ended and its lines are read.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts the child.</summary>
    /// <exception cref="InvalidOperationException">It cannot start; the message is a sentence with the command and the reason.</exception>
    public static ChildProcess Start(ChildProcessOptions options)
    {
        var start = new ProcessStartInfo("setsid", ["bash", "-c", WaitThenBecome, "start"])
        {
            WorkingDirectory = options.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in options.Environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        start.ArgumentList.Add(Executable.Find(options.FileName, options.WorkingDirectory, start.Environment));
        foreach (var argument in options.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            ProcessGuard.Add(process.Id);
            var child = new ChildProcess(process, options.OnLine ?? ((_, _) => { }));
            process.StandardInput.WriteLine();
            process.StandardInput.Close();
            return child;
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new InvalidOperationException($"Cannot start '{options.FileName}': {exception.Message}", exception);
        }
    }

    /// <summary>Asks the group to end, and ends it when <paramref name="grace"/> is over or <paramref name="ct"/> is cancelled. Returns when it has ended.</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken ct)
    {
        Volatile.Write(ref _leaveGroupUntil, DeadlineIn(grace));
        SignalGroup(ProcessGroup.Terminate);
        await Task.WhenAny(Exited, Task.Delay(grace, ct)).ConfigureAwait(false);
        if (!Exited.IsCompleted)
        {
            Volatile.Write(ref _leaveGroupUntil, DeadlineIn(TimeSpan.Zero));
            SignalGroup(ProcessGroup.Kill);
        }

        await Exited.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task<int> WatchAsync(Task lines)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await EndGroupAsync().ConfigureAwait(false);
        _groupEnded = true;
        ProcessGuard.Remove(Id);
        // Somebody outside the group may hold the pipe for as long as he lives: his lines are still read, but not waited for.
        if (await Task.WhenAny(lines, Task.Delay(AfterExit)).ConfigureAwait(false) == lines)
        {
            await lines.ConfigureAwait(false);
        }

        return _process.ExitCode;
    }

    /// <summary>Ends what the child left in its group, so that its successor finds ports and files free.</summary>
    private async Task EndGroupAsync()
    {
        if (!ProcessGroup.HasLiving(Id))
        {
            return;
        }

        var deadline = DeadlineIn(AfterExit);
        if (Volatile.Read(ref _leaveGroupUntil) == 0)
        {
            SignalGroup(ProcessGroup.Terminate);
        }

        while (ProcessGroup.HasLiving(Id))
        {
            var stopping = Volatile.Read(ref _leaveGroupUntil);
            if (TimeProvider.System.GetTimestamp() > (stopping == 0 ? deadline : stopping))
            {
                SignalGroup(ProcessGroup.Kill);
                return;
            }

            await Task.Delay(GroupPoll).ConfigureAwait(false);
        }
    }

    private static long DeadlineIn(TimeSpan time)
        => TimeProvider.System.GetTimestamp() + (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);

    private void SignalGroup(int signal)
    {
        if (!_groupEnded)
        {
            ProcessGroup.Signal(Id, signal);
        }
    }
}
