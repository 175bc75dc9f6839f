using System.Globalization;
using Aspire.Hosting.Processes;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.StandIns.Processes;

/// <summary>
/// The entry point of this assembly, which the test runner never calls: <c>dotnet exec PosAspire.Tests.dll SCRIPT…</c> is
/// a host that starts each bash script as a child, passes its lines on, and waits to be killed.
/// </summary>
internal static class HostOfChildren
{
    public static async Task Main(string[] scripts)
    {
        if (scripts is [ProbeHost.Argument, .. var settings])
        {
            await ProbeHost.RunAsync(settings);
            return;
        }

        foreach (var script in scripts)
        {
            ChildProcess.Start(new ChildProcessOptions
            {
                FileName = "bash",
                Arguments = ["-c", script],
                WorkingDirectory = "/",
                OnLine = (line, _) => Console.WriteLine(line),
            });
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"host {Environment.ProcessId}"));
        await Task.Delay(TimeSpan.FromMinutes(2));
    }
}
