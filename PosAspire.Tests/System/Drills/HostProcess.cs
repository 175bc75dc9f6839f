using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>One of the product's programs as a process of its own, on a port that it keeps over kills and restarts.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly string[] command;
    private readonly HttpClient health;
    private ServerProcess? process;
    private string folder = "";

    /// <param name="project">Whose build output it is.</param>
    /// <param name="door">The door of the card service that only it uses.</param>
    public HostProcess(string project, int door, IReadOnlyDictionary<string, string> environment)
    {
        Door = door;
        Address = new($"http://127.0.0.1:{ServerProcess.FreePort()}");
        health = new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var program = Path.GetFullPath(Path.Combine(Projects.PosAspire_AppHost.ProjectPath, "..", project, "bin", "Debug", "net10.0", project + ".dll"));
        command = ["env", .. environment.Select(entry => $"{entry.Key}={entry.Value}"), $"ASPNETCORE_URLS={Address}", "dotnet", "exec", program];
    }

    public int Door { get; }

    public Uri Address { get; }

    /// <summary>Whether it answers since it was started last.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Starts it, again if it was killed, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        process?.Dispose();
        folder = ServerProcess.NewFolder("drill");
        process = ServerProcess.Start(folder, "KILL", command);
        await ServerProcess.WaitUntilAsync(AnswersAsync, StartLimit, folder);
        IsReady = true;
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        IsReady = false;
        process!.Kill();
    }

    public void Dispose()
    {
        process?.Dispose();
        health.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (process!.HasEnded)
            throw new InvalidOperationException($"It ended while starting: {await File.ReadAllTextAsync(Path.Combine(folder, "server.log"))}");
        try
        {
            using var answer = await health.GetAsync("/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
