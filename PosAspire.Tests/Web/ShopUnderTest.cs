using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosAspire.Domain.Identity;
using PosAspire.Tests.Api;
using PosAspire.Tests.Support;
using PosAspire.Web.Frame;

namespace PosAspire.Tests.Web;

/// <summary>
/// The whole shop as a browser meets it: the real Web and the real Api on ports of loopback, a database of its own with the demo
/// shops. Either of the two can be stopped and started again on its port, with nothing in memory from before.
/// </summary>
public sealed partial class ShopUnderTest : IAsyncDisposable
{
    public const string Password = ApiHost.DemoPassword;

    private readonly string keys = Directory.CreateTempSubdirectory("posaspire-web-keys-").FullName;
    private readonly ShopSettings settings;
    private readonly TestDatabase database;
    private ApiHost? api;
    private WebHost? web;

    private ShopUnderTest(TestDatabase database, ShopSettings settings)
    {
        this.database = database;
        this.settings = settings;
        api = ApiHost.On(database.ConnectionString, [.. Quiet, .. settings.Api]);
        ApiAddress = api.Address;
        Wire = new(ApiAddress.Port);
        web = new(Wire.Port, keys, 0, settings.Web);
        Address = web.Start();
    }

    /// <summary>Where the pages are.</summary>
    public Uri Address { get; }

    /// <summary>Where Api is, past the wire that Web uses.</summary>
    public Uri ApiAddress { get; }

    /// <summary>Between Web and Api; may be slow or silent.</summary>
    public BlackHoleProxy Wire { get; }

    public string Database => database.ConnectionString;

    /// <param name="settings">Of Web, on top of what a test needs anyway.</param>
    public static Task<ShopUnderTest> StartFresh(params (string Name, string Value)[] settings) => StartFresh(new ShopSettings { Web = settings });

    public static async Task<ShopUnderTest> StartFresh(ShopSettings settings)
    {
        var shop = new ShopUnderTest(await ShopDatabase.SeededAsync(), settings);
        // The first sign-in of a process compiles for seconds on a busy machine; a shop has had its first long ago.
        using (await shop.Api("admin"))
        using (var browser = shop.Client())
            await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        return shop;
    }

    /// <summary>The demo person's PIN.</summary>
    public static string Pin(string role) => (900_001 + Roles.All.ToList().IndexOf(role)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Stops Api; its port answers "connection refused" until <see cref="StartApi"/>.</summary>
    public async Task StopApi()
    {
        await api!.DisposeAsync();
        api = null;
    }

    public void StartApi() => api = ApiHost.On(Database, ApiAddress.Port, [.. Quiet, .. settings.Api]);

    public async Task RestartApi()
    {
        await StopApi();
        StartApi();
    }

    /// <summary>Stops Web; nothing listens until <see cref="StartWeb"/>.</summary>
    public async Task StopWeb()
    {
        await web!.DisposeAsync();
        web = null;
    }

    public void StartWeb()
    {
        web = new(Wire.Port, keys, Address.Port, settings.Web);
        web.Start();
    }

    public async Task RestartWeb()
    {
        await StopWeb();
        StartWeb();
    }

    /// <summary>A client of Web that keeps cookies and follows no redirects.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client of Api, signed in as the demo person of that role.</summary>
    public Task<HttpClient> Api(string role = "manager") => api!.SignedInAsync(role);

    /// <summary>One value of the database, as the tables hold it now.</summary>
    public async Task<T> Read<T>(string sql, params object[] parameters)
    {
        await using var command = await Command(sql, parameters);
        await using var connection = command.Connection!;
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No row: {sql}"));
    }

    /// <summary>Changes the database behind everybody's back; answers the rows changed.</summary>
    public async Task<int> Execute(string sql, params object[] parameters)
    {
        await using var command = await Command(sql, parameters);
        await using var connection = command.Connection!;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The addresses of Web that take this method, with something in place of each parameter.</summary>
    public IReadOnlyList<string> Paths(string method) => [.. web!.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(method) is true)
        .Select(endpoint => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), Guid.Empty.ToString())).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Tries to start Web with this address of Api; throws what the host throws.</summary>
    public static void StartWebWithApiAt(string address)
    {
        using var host = new WebHost(0, Path.GetTempPath(), 0, [(ShopApiSetup.Setting, address)]);
        host.Start();
    }

    public Task<Guid> Register(string location, string name) =>
        Read<Guid>("SELECT r.id FROM registers r JOIN locations l ON l.id = r.location_id WHERE l.code = $1 AND r.name = $2", location, name);

    public async ValueTask DisposeAsync()
    {
        if (web is not null)
            await web.DisposeAsync();
        if (api is not null)
            await StopApi();
        await Wire.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    private static readonly (string Name, string Value)[] Quiet = [("LOG_LEVEL", "ERROR"), ("SHUTDOWN_DELAY", "0s")];

    private async Task<NpgsqlCommand> Command(string sql, object[] parameters)
    {
        var connection = new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync();
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    private sealed class WebHost : WebApplicationFactory<ShopApi>
    {
        private readonly int api;
        private readonly string keys;
        private readonly (string Name, string Value)[] settings;

        public WebHost(int api, string keys, int port, (string Name, string Value)[] settings)
        {
            (this.api, this.keys, this.settings) = (api, keys, settings);
            UseKestrel(port);
        }

        public Uri Start()
        {
            StartServer();
            return ClientOptions.BaseAddress;
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting(ShopApiSetup.Setting, $"http://127.0.0.1:{api}");
            builder.UseSetting("DATA_PROTECTION_KEYS", keys);
            builder.UseSetting("LOG_DIRECTORY", Path.Combine(keys, "logs"));
            builder.UseSetting("API_TIMEOUT", "30s"); // many tests share few cores
            foreach (var (name, value) in Quiet.Concat(settings))
                builder.UseSetting(name, value);
        }
    }
}
