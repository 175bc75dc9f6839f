using System.Net;
using PosAspire.Tests.Api.Catalog;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Api.Sales.Carts;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Shared.Live;

public sealed class LiveTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_screen_hears_of_every_change_with_its_version_and_of_no_other_shop()
    {
        await using var stream = await LiveStream.OpenAsync(api);
        await using var elsewhere = await LiveStream.OpenAsync(api, "STK1", await api.TokenAsync("admin"));
        using var screen = await Screen.NewAsync(api);
        for (var version = 1; version <= 3; version++)
        {
            await screen.ScanAsync();
            var expected = $$"""change {"what":"cart","id":"{{screen.Register}}","version":{{version}}}""";
            await Eventually.TrueAsync(() => stream.Events.Contains(expected));
        }

        var sold = await screen.SoldAsync(await screen.ShowAsync());
        await Eventually.TrueAsync(() => stream.Heard("order", (Guid)sold["id"]!));
        await screen.ScanAsync();
        var parked = await screen.DoAsync(HttpMethod.Post, "/park", new { label = "Blue coat" });
        await Eventually.TrueAsync(() => stream.Events.Any(one => one.Contains("\"parked\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(elsewhere.Events, one => one.Contains($"{screen.Register}", StringComparison.Ordinal));
        Assert.Equal(1, (int)parked["parkedCount"]!);
    }

    [Fact]
    public async Task A_silent_shop_is_told_from_a_dead_connection()
    {
        await using var stream = await LiveStream.OpenAsync(api);
        await Eventually.TrueAsync(() => stream.Events.Count(one => one == ":") >= 2);
    }

    [Fact]
    public async Task A_stream_ends_with_the_sign_in_it_was_opened_with()
    {
        using var guest = api.Anonymous();
        var login = await guest.OkAsync(HttpMethod.Post, "/api/v1/auth/login", new { username = "kitchen", password = ApiHost.DemoPassword });
        await using var stream = await LiveStream.OpenAsync(api, "STK1", (string)login["accessToken"]!);
        using var person = api.With((string)login["accessToken"]!);
        await person.OkAsync(HttpMethod.Post, "/api/v1/auth/logout");
        await stream.Ended.WaitAsync(TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task Only_who_works_at_a_shop_follows_it()
    {
        using var cashier = await api.SignedInAsync();
        await (await cashier.GetAsync("/api/v1/locations/NONE/changes")).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
    }

    [Fact]
    public async Task A_price_changed_by_another_process_reaches_the_open_screens()
    {
        await using var stream = await LiveStream.OpenAsync(api);
        await api.Database.ExecuteAsync("UPDATE product_prices SET price_minor = price_minor + 1 WHERE product_id = (SELECT product_id FROM product_barcodes WHERE gtin = '00018200262647')");
        await Eventually.TrueAsync(() => stream.Events.Any(one => one.Contains("\"menu\"", StringComparison.Ordinal)));
    }
}

/// <summary>Two instances of one shop.</summary>
public sealed class LiveBetweenInstancesTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await ShopDatabase.SeededAsync();

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Without_Redis_the_database_tells_within_seconds()
    {
        using var one = ApiHost.On(database.ConnectionString);
        using var other = ApiHost.On(database.ConnectionString);
        await HearsAsync(one, other);
    }

    [Fact]
    public async Task With_Redis_the_bus_tells_and_when_Redis_goes_and_comes_nothing_stays_old()
    {
        await using var redis = await RedisServer.StartAsync();
        using var one = ApiHost.On(database.ConnectionString, ("ConnectionStrings:cache", redis.ConnectionString));
        using var other = ApiHost.On(database.ConnectionString, ("ConnectionStrings:cache", redis.ConnectionString));
        await HearsAsync(one, other);
        redis.Kill();
        await HearsAsync(one, other);
        await redis.RestartAsync();
        await HearsAsync(one, other);
    }

    [Fact]
    public async Task What_an_instance_said_while_only_it_was_cut_off_is_looked_at_when_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var wire = new BlackHoleProxy(redis.Port);
        using var one = ApiHost.On(database.ConnectionString, ("ConnectionStrings:cache", $"127.0.0.1:{wire.Port}"));
        using var other = ApiHost.On(database.ConnectionString, ("ConnectionStrings:cache", redis.ConnectionString));
        await HearsAsync(one, other);
        using var screen = await Screen.NewAsync(one);
        await using var stream = await LiveStream.OpenAsync(other);
        wire.Silence();
        await Eventually.TrueAsync(() => one.LogLines().Any(line => line.Contains("Redis connection failure", StringComparison.Ordinal)));
        stream.Forget();
        await screen.ScanAsync(Till.Averna);
        wire.Resume();
        await Eventually.TrueAsync(() => Told(stream, screen));
    }

    /// <summary>Of the change itself, or to look at everything because something may have been missed.</summary>
    private static bool Told(LiveStream stream, Screen screen) =>
        stream.Heard("cart", screen.Register) || stream.Events.Any(entry => entry.StartsWith("hello", StringComparison.Ordinal));

    private static async Task HearsAsync(ApiHost one, ApiHost other)
    {
        using var screen = await Screen.NewAsync(one);
        await using var stream = await LiveStream.OpenAsync(other);
        for (var scan = 0; scan < 2; scan++)
        {
            stream.Forget();
            await screen.ScanAsync(Till.Averna);
            await Eventually.TrueAsync(() => Told(stream, screen));
        }
    }
}
