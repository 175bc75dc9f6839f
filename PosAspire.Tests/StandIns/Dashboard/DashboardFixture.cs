using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Dashboard;
using PosAspire.Tests.StandIns.Processes;

namespace PosAspire.Tests.StandIns.Dashboard;

/// <summary>A running application of real processes and its dashboard.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    public const string Token = "a-token-for-tests";

    private IAsyncDisposable? _dashboard;
    private DistributedApplication? _application;

    public Uri Url { get; } = new($"http://localhost:{FreePort()}");

    public async Task InitializeAsync()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = true });
        builder.AddExecutable("ticker", "bash", "/", "-c", "n=0; while :; do echo tick $((n++)); sleep 0.05; done");
        builder.AddExecutable("speaker", "bash", "/", "-c", "echo good; echo bad >&2; exec sleep 1000");
        builder.AddExecutable("task", "bash", "/", "-c", "echo done");
        builder.AddParameter("password", "not-shown", secret: true);
        _application = builder.Build();
        await _application.StartAsync();
        _dashboard = await DashboardHost.StartAsync(_application.Services, Url, Token, "Test shop", CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _dashboard!.DisposeAsync();
        await _application!.StopAsync();
        await _application.DisposeAsync();
    }

    /// <summary>A client that follows no redirect, keeps no cookie, and shows the token if asked to.</summary>
    public HttpClient CreateClient(string? bearer = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    /// <summary>The resource as the API describes it, once it satisfies the condition.</summary>
    public async Task<JsonElement> ResourceAsync(string name, Func<JsonElement, bool> condition)
    {
        using var client = CreateClient(Token);
        JsonElement found = default;
        await Running.UntilAsync(async () =>
        {
            var answer = JsonDocument.Parse(await client.GetStringAsync("/api/resources")).RootElement;
            found = answer.GetProperty("resources").EnumerateArray().FirstOrDefault(resource => resource.GetProperty("name").GetString() == name);
            return found.ValueKind == JsonValueKind.Object && condition(found);
        });
        return found;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
