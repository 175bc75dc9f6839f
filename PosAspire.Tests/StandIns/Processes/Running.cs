using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Processes;

namespace PosAspire.Tests.StandIns.Processes;

/// <summary>Looks at real processes: which still run, what a child said.</summary>
internal sealed class Running
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Starts a bash script and collects its lines, those from standard error with "! " in front.</summary>
    public static (ChildProcess Child, Running Seen) Bash(string script, params (string Name, string Value)[] environment)
    {
        var seen = new Running();
        var child = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "bash",
            Arguments = ["-c", script],
            WorkingDirectory = "/",
            Environment = environment.ToDictionary(variable => variable.Name, variable => (string?)variable.Value),
            OnLine = (line, isError) => seen.Lines.Enqueue(isError ? "! " + line : line),
        });
        return (child, seen);
    }

    /// <summary>The number that a script prints after <paramref name="word"/>, usually a process id.</summary>
    public async Task<int> NumberAfterAsync(string word)
    {
        await UntilAsync(() => Lines.Any(line => line.StartsWith(word + " ", StringComparison.Ordinal)));
        return int.Parse(Lines.First(line => line.StartsWith(word + " ", StringComparison.Ordinal))[(word.Length + 1)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the process runs: the dead that wait for their parent do not.</summary>
    public static bool Is(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not happen in time.");
            await Task.Delay(20);
        }
    }

    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }
}
