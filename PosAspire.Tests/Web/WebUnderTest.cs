using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using PosAspire.Web.Frame;

namespace PosAspire.Tests.Web;

/// <summary>Web on a real port of loopback, talking to a <see cref="FakeApi"/>; its keys live in a folder of its own.</summary>
public sealed class WebUnderTest : IAsyncDisposable
{
    private readonly string keys = Directory.CreateTempSubdirectory("posaspire-web-keys-").FullName;
    private Host host;

    private WebUnderTest(FakeApi api)
    {
        Api = api;
        host = new(api.Address, keys, 0);
    }

    public FakeApi Api { get; }

    public Uri Address { get; private set; } = null!;

    public static async Task<WebUnderTest> StartFresh()
    {
        var web = new WebUnderTest(await FakeApi.StartFresh());
        web.Address = web.host.Start();
        return web;
    }

    /// <summary>Tries to start with this setting; throws what the host throws.</summary>
    public static void StartWithApiAt(string address)
    {
        using var host = new Host(address, Path.GetTempPath(), 0);
        host.Start();
    }

    /// <summary>Stops Web; nothing listens until <see cref="Start"/>.</summary>
    public ValueTask Stop() => host.DisposeAsync();

    /// <summary>A new Web on the same port, with nothing in memory from before.</summary>
    public void Start()
    {
        host = new(Api.Address, keys, Address.Port);
        host.Start();
    }

    /// <summary>A client that keeps cookies and follows no redirects.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await Api.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    private sealed class Host : WebApplicationFactory<ShopApi>
    {
        private readonly string api;
        private readonly string keys;

        public Host(string api, string keys, int port)
        {
            this.api = api;
            this.keys = keys;
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
            builder.UseSetting(ShopApiSetup.Setting, api);
            builder.UseSetting("DATA_PROTECTION_KEYS", keys);
            builder.UseSetting("LOG_DIRECTORY", Path.Combine(keys, "logs"));
            builder.UseSetting("LOG_LEVEL", "ERROR");
            builder.UseSetting("SHUTDOWN_DELAY", "0s");
        }
    }
}
