using PosAspire.Tests.Api;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>Two processes of the API and one of Workers on one database, each with a door of its own to the card service.</summary>
internal sealed class KillShop : IAsyncDisposable
{
    private readonly string logs = Directory.CreateTempSubdirectory("pos-drill-").FullName;
    private TestDatabase? database;
    private FakeStripe? stripe;

    public TestDatabase Database => database!;

    public FakeStripe Stripe => stripe!;

    public IReadOnlyList<HostProcess> Apis { get; private set; } = [];

    public HostProcess Workers { get; private set; } = null!;

    public static async Task<KillShop> OpenAsync()
    {
        var shop = new KillShop { database = await ShopDatabase.SeededAsync(), stripe = await FakeStripe.StartAsync(doors: 3) };
        shop.Apis = [shop.Host("PosAspire.Api", 0), shop.Host("PosAspire.Api", 1)];
        shop.Workers = shop.Host("PosAspire.Workers", 2);
        await Task.WhenAll([.. shop.Apis.Select(api => api.StartAsync()), shop.Workers.StartAsync()]);
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var api in Apis)
            api.Dispose();
        Workers.Dispose();
        await Stripe.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(logs, recursive: true);
    }

    private HostProcess Host(string project, int door) => new(project, door, new Dictionary<string, string>
    {
        ["ENVIRONMENT"] = "production",
        ["SHUTDOWN_DELAY"] = "0s",
        ["BACKUP_SCHEDULE"] = "off",
        ["LOG_DIRECTORY"] = Path.Combine(logs, $"{door}"),
        ["ConnectionStrings__posdb"] = Database.ConnectionString,
        ["JWT_SECRET"] = TestTokens.Secret,
        ["STRIPE_SECRET_KEY"] = Stripe.Key,
        ["STRIPE_API_BASE"] = $"{Stripe.AddressOf(door)}",
        ["STRIPE_STATUS_BASE"] = $"{Stripe.AddressOf(door)}",
    });
}
