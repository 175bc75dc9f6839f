using System.Diagnostics;
using System.Globalization;

namespace PosAspire.Bench.Shop;

/// <summary>
/// A program that cannot outlive this one: a shell stands beside it, in a session of its own so that Ctrl-C in the terminal
/// does not reach it first, and reads from a pipe. However this process ends, the pipe closes and the shell ends the program.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const string Script =
        """
        exec 2>/dev/null
        signal=$1; log=$2; shift 2
        "$@" </dev/null >>"$log" 2>&1 & pid=$!
        echo $pid
        cat >/dev/null
        kill -$signal $pid
        wait $pid
        """;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process shell;

    private ChildProcess(Process shell, int id) => (this.shell, Id) = (shell, id);

    /// <summary>The program's own process id.</summary>
    public int Id { get; }

    /// <summary>Whether the program is gone; its shell reaps it only at the end, so a zombie counts as gone.</summary>
    public bool HasEnded => !IsRunning(Id);

    /// <param name="log">The file that its output is added to.</param>
    /// <param name="stopSignal">What ends it in order: <c>TERM</c>, or <c>KILL</c> where there is nothing to tidy up.</param>
    public static ChildProcess Start(string log, string stopSignal, IEnumerable<KeyValuePair<string, string>> environment, params string[] command)
    {
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Script, "child", stopSignal, log, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var shell = Process.Start(start) ?? throw new StepFailedException($"{command[0]} did not start.");
        return new(shell, int.Parse(shell.StandardOutput.ReadLine() ?? "0", CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a program to its end and answers its output.</summary>
    /// <exception cref="StepFailedException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(IEnumerable<KeyValuePair<string, string>> environment, CancellationToken cancellation, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new StepFailedException($"{command[0]} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return process.ExitCode == 0
            ? await output
            : throw new StepFailedException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await output}{await errors}");
    }

    /// <summary>Ends a process as <c>kill -9</c> does.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended before.
        }
    }

    /// <summary>Ends the program in order if it still runs, and waits for it.</summary>
    public void Dispose()
    {
        shell.StandardInput.Close();
        if (!shell.WaitForExit(StopLimit))
            shell.Kill(entireProcessTree: true);
        shell.Dispose();
    }

    private static bool IsRunning(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
