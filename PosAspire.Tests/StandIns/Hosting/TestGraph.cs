using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace PosAspire.Tests.StandIns.Hosting;

/// <summary>A small application of bash scripts: built by a test, started, watched, and gone at its end.</summary>
internal sealed class TestGraph : IAsyncDisposable
{
    private DistributedApplication? _application;

    public TestGraph(params string[] args) =>
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true, ProjectDirectory = "/tmp" });

    public IDistributedApplicationBuilder Builder { get; }

    /// <summary>Every line of every resource, as <c>name | line</c>, in the order in which they came.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public DistributedApplication Application => _application ?? throw new InvalidOperationException("Not started.");

    public IResourceBuilder<ExecutableResource> Bash(string name, string script) => Builder.AddExecutable(name, "bash", "/tmp", "-c", script);

    public async Task<DistributedApplication> StartAsync()
    {
        _application = Builder.Build();
        _application.Services.GetRequiredService<ResourceLoggerService>().LineAdded += (id, line, _) =>
        {
            // Bash's word on its sleep, which gets the signal too.
            if (line != "Terminated")
            {
                Lines.Enqueue($"{id} | {line}");
            }
        };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _application.StartAsync(patience.Token);
        return _application;
    }

    public async Task<CustomResourceSnapshot> WaitForAsync(string resource, string state)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return (await Application.ResourceNotifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state, patience.Token)).Snapshot;
    }

    public string? StateOf(string resource) =>
        Application.ResourceNotifications.TryGetCurrentState(resource, out var known) ? known.Snapshot.State?.Text : null;

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }
}
