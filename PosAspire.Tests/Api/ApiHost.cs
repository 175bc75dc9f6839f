using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.Api.Identity;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api;

/// <summary>The API over real HTTP, on the demo shops in a database of its own. Tests say what they want of it and never see its services.</summary>
public sealed class ApiHost : IAsyncLifetime, IDisposable
{
    private readonly Dictionary<string, string> tokens = [];
    private readonly SemaphoreSlim signingIn = new(1);
    private readonly string logs = Path.Combine(Path.GetTempPath(), $"pos-api-test-{Guid.NewGuid():N}");
    private Factory? factory;
    private TestDatabase? database;

    public TestDatabase Database => database!;

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. factory!.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>Another instance on a database that somebody else owns.</summary>
    public static ApiHost On(string database, params (string Name, string Value)[] settings) => On(database, 0, settings);

    /// <summary>Another instance whose time a test decides.</summary>
    public static ApiHost At(TimeProvider clock, string database, params (string Name, string Value)[] settings)
    {
        var host = new ApiHost();
        host.Start(database, settings, clock: clock);
        return host;
    }

    /// <param name="port">Of loopback; 0 for a free one.</param>
    public static ApiHost On(string database, int port, params (string Name, string Value)[] settings)
    {
        var host = new ApiHost();
        host.Start(database, settings, port);
        return host;
    }

    public Uri Address => factory!.ClientOptions.BaseAddress;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        Start(database.ConnectionString, []);
    }

    public async Task DisposeAsync()
    {
        await factory!.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        if (Directory.Exists(logs))
            Directory.Delete(logs, recursive: true);
    }

    public void Dispose()
    {
        factory?.Dispose();
        signingIn.Dispose();
    }

    /// <summary>Nobody is signed in.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = factory!.ClientOptions.BaseAddress };

    /// <summary>A client with this authorization header.</summary>
    public HttpClient With(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The demo person of that role, signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string role = "cashier") => With(await TokenAsync(role));

    public async Task<string> TokenAsync(string role)
    {
        await signingIn.WaitAsync();
        try
        {
            if (!tokens.TryGetValue(role, out var token))
            {
                using var client = Anonymous();
                var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = role, password = DemoPassword });
                var body = await response.Content.ReadFromJsonAsync<JsonObject>();
                tokens[role] = token = (string)body!["accessToken"]!;
            }

            return token;
        }
        finally
        {
            signingIn.Release();
        }
    }

    public const string DemoPassword = "pos-demo-2026";

    /// <summary>Every line logged so far.</summary>
    public IEnumerable<string> LogLines() => Directory.EnumerateFiles(logs, "combined-*").SelectMany(ReadShared);

    private static IEnumerable<string> ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private void Start(string connection, (string Name, string Value)[] settings, int port = 0, TimeProvider? clock = null)
    {
        factory = new(connection, logs, settings, clock);
        factory.UseKestrel(port);
        factory.StartServer();
    }

    // The factory finds the host by any public type of its assembly; Program would be ambiguous between the hosts.
    private sealed class Factory(string database, string logs, (string Name, string Value)[] settings, TimeProvider? clock) : WebApplicationFactory<AccessTokens>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("ConnectionStrings:posdb", database);
            builder.UseSetting("LOG_DIRECTORY", logs);
            builder.UseSetting("JWT_SECRET", TestTokens.Secret);
            builder.UseSetting("WEB_URL", "http://web.test/");
            foreach (var (name, value) in settings)
                builder.UseSetting(name, value);
            if (clock is not null)
                builder.ConfigureTestServices(services => services.AddSingleton(clock));
        }
    }
}
