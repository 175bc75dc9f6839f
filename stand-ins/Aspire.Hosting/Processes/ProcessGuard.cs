using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Sees to it that no child outlives this process, even one ended by kill -9: a small bash watcher in its own session
/// reads the running groups from a pipe that only this process holds, and ends them when the pipe closes.
/// </summary>
internal static class ProcessGuard
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Groups = [];
    private static Process? _watcher;

    /// <summary>The watcher's script, run by <c>bash -c</c> with the groups on its standard input.</summary>
    public static string Script { get; } = ReadScript();

    public static void Add(int group)
    {
        lock (Gate)
        {
            Groups.Add(group);
            Tell("+", group);
        }
    }

    /// <summary>Forgets a group that has ended, so that its id, given to a stranger later, is never signalled.</summary>
    public static void Remove(int group)
    {
        lock (Gate)
        {
            if (Groups.Remove(group))
            {
                Tell("-", group);
            }
        }
    }

    private static void Tell(string sign, int group)
    {
        try
        {
            if (_watcher is { HasExited: false })
            {
                Write(_watcher, sign, group);
                return;
            }
        }
        catch (IOException)
        {
            // Somebody ended the watcher; its successor is told everything below.
        }

        _watcher?.Dispose();
        _watcher = StartWatcher();
        foreach (var living in Groups)
        {
            Write(_watcher, "+", living);
        }
    }

    private static void Write(Process watcher, string sign, int group)
    {
        watcher.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"{sign} {group}\n"));
        watcher.StandardInput.Flush();
    }

    private static Process StartWatcher()
    {
        // The write end is opened close-on-exec by the runtime: no child inherits it, so only our death closes it.
        var start = new ProcessStartInfo("setsid", ["bash", "-c", Script, "guard"]) { RedirectStandardInput = true };
        return Process.Start(start)!;
    }

    private static string ReadScript()
    {
        using var stream = typeof(ProcessGuard).Assembly.GetManifestResourceStream("guard.sh")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
