using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PosAspire.Tests.Support;

/// <summary>
/// A server that cannot outlive the tests: a shell stands beside it and reads from a pipe; when the test process ends in whatever
/// way, the pipe closes and the shell kills the server and deletes its folder.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Script = "exec 2>/dev/null; dir=$1; signal=$2; shift 2; \"$@\" </dev/null >>\"$dir/server.log\" 2>&1 & pid=$!; echo $pid; cat >/dev/null; kill -$signal $pid 2>/dev/null; wait $pid; rm -rf \"$dir\"";
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Process _shell;

    private ServerProcess(Process shell, int pid) => (_shell, Pid) = (shell, pid);

    public int Pid { get; }

    /// <summary>Whether the server is gone; its shell reaps it only at the end, so a zombie counts as gone.</summary>
    public bool HasEnded
    {
        get
        {
            var stat = $"/proc/{Pid}/stat";
            return !File.Exists(stat) || File.ReadAllText(stat).Split(')')[^1].TrimStart().StartsWith('Z');
        }
    }

    /// <summary>Starts the program; its output goes to <c>server.log</c> in <paramref name="folder"/>, which is deleted at the end.</summary>
    /// <remarks><paramref name="stopSignal"/> must end the program and its children at once.</remarks>
    public static ServerProcess Start(string folder, string stopSignal, IEnumerable<string> command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "server", folder, stopSignal, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        var shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        var pid = int.Parse(shell.StandardOutput.ReadLine() ?? "", System.Globalization.CultureInfo.InvariantCulture);
        return new ServerProcess(shell, pid);
    }

    /// <summary>Ends the server itself as <c>kill -9</c> does; its folder stays.</summary>
    public void Kill()
    {
        try
        {
            using var server = Process.GetProcessById(Pid);
            server.Kill();
        }
        catch (ArgumentException)
        {
            // It ended before.
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A folder that another user may enter; the path to it must not cross one that only its owner may.</summary>
    public static string NewFolder(string name)
    {
        var root = Environment.GetEnvironmentVariable("POS_TEST_TEMP") ?? "/tmp";
        var folder = Path.Combine(root, $"posaspire-{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    public static async Task WaitUntilAsync(Func<Task<bool>> ready, TimeSpan limit, string folder)
    {
        var clock = Stopwatch.StartNew();
        while (!await ready())
        {
            if (clock.Elapsed > limit)
            {
                var log = Path.Combine(folder, "server.log");
                throw new TimeoutException($"A server did not start within {limit}. {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "")}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends the server if it still runs, waits for it and deletes its folder.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        if (!_shell.WaitForExit(StopLimit))
            _shell.Kill(entireProcessTree: true);
        _shell.Dispose();
    }
}
