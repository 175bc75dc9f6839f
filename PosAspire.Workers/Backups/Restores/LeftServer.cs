using System.Diagnostics;
using System.Globalization;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>A server that a killed restore or drill left running in a folder that nobody else uses.</summary>
internal static class LeftServer
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends it, if it is there: it would write into a folder that is about to be removed.</summary>
    /// <param name="folder">The cluster's.</param>
    public static void End(string folder)
    {
        var pidFile = Path.Combine(folder, "postmaster.pid");
        if (!File.Exists(pidFile) || !int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)
            || !File.Exists($"/proc/{pid}/cmdline") || !File.ReadAllText($"/proc/{pid}/cmdline").Contains(folder, StringComparison.Ordinal))
            return;
        try
        {
            using var server = Process.GetProcessById(pid);
            server.Kill(entireProcessTree: true);
            server.WaitForExit(EndLimit);
        }
        catch (ArgumentException)
        {
            // It ended in this moment.
        }
    }

    /// <summary>Ends it and removes its folder, with whatever the last of its processes still put there.</summary>
    public static async Task RemoveAsync(string folder, CancellationToken cancellation)
    {
        End(folder);
        for (var clock = Stopwatch.StartNew(); Directory.Exists(folder); await Task.Delay(Rest, cancellation))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (clock.Elapsed < EndLimit)
            {
                // One more file came meanwhile, or one went.
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new BackupException($"{folder}, which an earlier restore left, cannot be removed: {problem.Message}", problem);
            }
        }
    }
}
