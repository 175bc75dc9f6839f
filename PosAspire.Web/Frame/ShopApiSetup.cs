using PosAspire.ServiceDefaults.Configuration;
using PosAspire.ServiceDefaults.Resilience;

namespace PosAspire.Web.Frame;

/// <summary>The one place that knows where Api is.</summary>
public static class ShopApiSetup
{
    /// <summary>Where the application host puts Api's address.</summary>
    public const string Setting = "services:api:http:0";

    /// <summary>Adds the typed client of Api.</summary>
    /// <exception cref="SettingException">The setting is missing or not an address.</exception>
    public static void AddShopApi(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPosHttpClient<ShopApi>((services, client) => client.BaseAddress = Address(services.GetRequiredService<IConfiguration>()), Patience(builder.Configuration));
        builder.Services.AddHttpClient(Live.Client, (services, client) =>
        {
            client.BaseAddress = Address(services.GetRequiredService<IConfiguration>());
            client.Timeout = Timeout.InfiniteTimeSpan; // the stream lives as long as its page; Live watches over its silence
        });
        builder.Services.AddHostedService<AddressCheck>();
    }

    // One try is long enough for the queue of sign-ins when a shift begins; all tries end before the page itself gives up (10 s).
    // API_TIMEOUT is for machines where even that is short.
    private static ResilienceSettings Patience(IConfiguration configuration)
    {
        var attempt = configuration.Duration("API_TIMEOUT", LongestTry) ?? TimeSpan.FromSeconds(5);
        return new() { AttemptTimeout = attempt, TotalTimeout = attempt + TimeSpan.FromSeconds(4) };
    }

    private static readonly TimeSpan LongestTry = TimeSpan.FromMinutes(1);

    private static Uri Address(IConfiguration configuration)
    {
        var text = configuration[Setting];
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        throw new SettingException(
            "services__api__http__0",
            $"must be the address of Api, for example http://localhost:3000; it is {(string.IsNullOrEmpty(text) ? "missing" : $"\"{text}\"")}.");
    }

    // A wrong address stops the host at start, not the first cashier.
    private sealed class AddressCheck(IConfiguration configuration) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Address(configuration);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
