using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace PosAspire.Tests.SystemTests;

/// <summary>
/// The whole product, started once for all System tests: real servers, real processes, a data folder and ports of its own.
/// </summary>
public sealed class RunningGraph : IAsyncLifetime
{
    /// <summary>A cold start migrates, seeds and warms four .NET processes on two cores.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    /// <summary>A killed process is back and healthy again within this time.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(60);

    private DistributedApplication? _app;

    public string DataDirectory { get; } = NewDataDirectory();

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The graph has not been started.");

    public async Task InitializeAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.PosAspire_AppHost>(
            [$"--POS_DATA={DataDirectory}", $"--POS_PORT_OFFSET={FreeOffset()}"], limit.Token);
        _app = await builder.BuildAsync(limit.Token);
        await _app.StartAsync(limit.Token);
        foreach (var resource in new[] { "api", "workers", "web" })
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token);
        await _app.ResourceNotifications.WaitForResourceAsync("seed", KnownResourceStates.Finished, limit.Token);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    public HttpClient Client(string resource, string endpoint = "http") => App.CreateHttpClient(resource, endpoint);

    /// <summary>The process behind a resource, as the dashboard shows it.</summary>
    public async Task<int> ProcessIdAsync(string resource)
    {
        using var limit = new CancellationTokenSource(RecoveryLimit);
        var running = await App.ResourceNotifications.WaitForResourceAsync(
            resource, happened => happened.Snapshot.State?.Text == KnownResourceStates.Running && Pid(happened) is not null, limit.Token);
        return Pid(running)!.Value;
    }

    /// <summary>Waits until the resource runs as another process than <paramref name="killed"/> and is healthy.</summary>
    public async Task WaitForReturnAsync(string resource, int killed)
    {
        using var limit = new CancellationTokenSource(RecoveryLimit);
        await App.ResourceNotifications.WaitForResourceAsync(
            resource, happened => happened.Snapshot.State?.Text == KnownResourceStates.Running && Pid(happened) is { } pid && pid != killed, limit.Token);
        await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token);
    }

    /// <summary>Asks until the answer has the status; fails with the last answer when it never does.</summary>
    public static async Task<HttpResponseMessage> EventuallyAsync(HttpClient client, string path, HttpStatusCode expected)
    {
        var end = DateTime.UtcNow + RecoveryLimit;
        string last = "no answer";
        while (DateTime.UtcNow < end)
        {
            try
            {
                var response = await client.GetAsync(path);
                if (response.StatusCode == expected) return response;
                last = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
            }
            catch (HttpRequestException unreachable)
            {
                last = unreachable.Message;
            }
            await Task.Delay(200);
        }
        throw new Xunit.Sdk.XunitException($"{path} never answered {(int)expected} within {RecoveryLimit}; last: {last}");
    }

    /// <summary>A folder that PostgreSQL's own user can reach, which .NET's temporary folders (mode 0700) are not.</summary>
    public static string NewDataDirectory() =>
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"posaspire-{Guid.NewGuid():N}")).FullName;

    private static int? Pid(ResourceEvent happened) =>
        happened.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } value
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>PostgreSQL and the cache are not proxied, so their shifted ports must be free.</summary>
    public static int FreeOffset()
    {
        for (var offset = 20_000; offset < 45_000; offset += 101)
        {
            if (new[] { 3000, 5173, 5432, 6379, 8080, 15888 }.All(port => IsFree(port + offset))) return offset;
        }
        throw new InvalidOperationException("No free block of ports was found.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>System tests share one graph and run one after another: they kill parts of it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProduct : ICollectionFixture<RunningGraph>
{
    public const string Name = "System";
}
