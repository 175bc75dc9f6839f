using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace PosAspire.Tests.ServiceDefaults.Probe;

/// <summary>A probe host in this process on a port of its own, its log files in a folder of its own.</summary>
internal sealed class RunningProbe : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("posaspire-probe-");
    private WebApplication _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public static async Task<RunningProbe> StartAsync(string[]? settings = null, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var probe = new RunningProbe();
        probe._app = ProbeHost.Build(["--urls=http://127.0.0.1:0", $"--LOG_DIRECTORY={probe._folder.FullName}", .. settings ?? []], configure);
        map?.Invoke(probe._app);
        await probe._app.StartAsync();
        probe.Address = probe._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        probe.Client = new HttpClient { BaseAddress = new Uri(probe.Address) };
        return probe;
    }

    /// <summary>Stops the host, so that every sink has written, and answers with the lines of the files whose names begin so.</summary>
    public async Task<string[]> StopAndReadAsync(string filePrefix)
    {
        await _app.DisposeAsync();
        return [.. _folder.GetFiles(filePrefix + "-*.log").SelectMany(file => File.ReadAllLines(file.FullName))];
    }

    public int Files(string prefix) => _folder.GetFiles(prefix + "-*.log").Length;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
