using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Steps;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Api;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;
using PosAspire.Workers.Payments;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>The API and Workers' settling, on a clock that a drill moves, with a card service that it takes away.</summary>
internal sealed class DownShop : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentBag<Guid> told = [];
    private TestDatabase? database;
    private FakeStripe? stripe;
    private ApiHost? api;
    private IHost? workers;
    private Counter? counter;
    private CircuitWatch? watch;
    private long slowestTicks;
    private int cash, doubts, unexplained;

    public TestDatabase Database => database!;

    public FakeStripe Stripe => stripe!;

    public JumpClock Clock { get; } = new();

    public IReadOnlyCollection<Guid> Told => told;

    /// <summary>Cards that were refused, or of which nobody knew; their customers paid in cash.</summary>
    public int Cash => cash;

    /// <summary>Sales of which nobody knew whether they were paid when the till was answered.</summary>
    public int Doubts => doubts;

    /// <summary>Refusals that say nothing to the cashier.</summary>
    public int Unexplained => unexplained;

    /// <summary>The longest that a till waited for an answer while the provider was left alone.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref slowestTicks));

    public static async Task<DownShop> OpenAsync()
    {
        var shop = new DownShop { database = await ShopDatabase.SeededAsync() };
        shop.stripe = await FakeStripe.StartAsync(shop.Clock);
        (string Name, string Value)[] settings = [("STRIPE_SECRET_KEY", shop.stripe.Key), ("STRIPE_API_BASE", $"{shop.stripe.Address}"), ("STRIPE_STATUS_BASE", $"{shop.stripe.Address}")];
        shop.api = ApiHost.At(shop.Clock, shop.database.ConnectionString, settings);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddPosCache();
        builder.Services.AddSingleton<TimeProvider>(shop.Clock);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(shop.database.ConnectionString));
        builder.Services.AddDbContext<PosDbContext>(options => options.UseNpgsql(shop.database.ConnectionString));
        builder.Services.AddPayments(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build());
        builder.Services.AddSingleton<QueueDrain>();
        builder.Services.AddSingleton<QueueAge>();
        builder.Services.AddHostedService<PaymentSettling>();
        shop.workers = builder.Build();
        await shop.workers.StartAsync();
        using var till = await shop.SignedInAsync();
        shop.counter = await Counter.OpenAsync(shop.database, till);
        shop.watch = new(() => shop.SignedInAsync("manager"));
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await watch!.DisposeAsync();
        stripe!.Faults.Clear();
        await workers!.StopAsync();
        workers.Dispose();
        await api!.DisposeAsync();
        api.Dispose();
        await stripe.DisposeAsync();
        await database!.DisposeAsync();
    }

    /// <summary>So many cards at several tills at once; who is refused pays in cash.</summary>
    public async Task SellAsync(int cards, int tills)
    {
        // A token lives for minutes, and minutes pass quickly here.
        using var till = await SignedInAsync();
        await Parallel.ForAsync(0, cards, new ParallelOptions { MaxDegreeOfParallelism = tills }, async (_, _) => await SellAsync(till));
    }

    /// <summary>How long it took, by the shop's clock, until nothing was left to do.</summary>
    /// <param name="jump">Goes ahead by this with each look; real time passes when it is zero.</param>
    public async Task<TimeSpan> DrainAsync(TimeSpan jump, TimeSpan limit)
    {
        var begin = Clock.GetUtcNow();
        while (await Database.ScalarAsync<long>(Money.Open) > 0 && Clock.GetUtcNow() - begin < limit)
        {
            await Task.Delay(Look);
            Clock.Forward(jump);
        }

        return Clock.GetUtcNow() - begin;
    }

    private async Task<HttpClient> SignedInAsync(string role = "cashier")
    {
        var client = api!.Anonymous();
        client.Timeout = TimeSpan.FromMinutes(2);
        await Counter.SignInAsync(client, role);
        return client;
    }

    private async Task SellAsync(HttpClient till)
    {
        var wasLeftAlone = watch!.IsLeftAlone;
        var clock = Stopwatch.StartNew();
        using var request = counter!.Sale($"{Guid.NewGuid()}", "method:pm_card_visa");
        using var answer = await till.SendAsync(request);
        if (wasLeftAlone)
            InterlockedMax(clock.Elapsed.Ticks);
        var body = await Counter.BodyAsync(answer);
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            told.Add((Guid)body["id"]!);
            return;
        }

        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            Interlocked.Increment(ref doubts);
            if (!await LetGoAsync(till, (Guid)body["orderId"]!))
                return;
        }
        else if ((string?)body["detail"] is not { Length: > 0 } || (int)answer.StatusCode >= 500)
        {
            Interlocked.Increment(ref unexplained);
        }

        Interlocked.Increment(ref cash);
        using var again = counter.Sale($"{Guid.NewGuid()}", source: null);
        using var sold = await till.SendAsync(again);
        Assert.Equal(HttpStatusCode.Created, sold.StatusCode);
        told.Add((Guid)(await Counter.BodyAsync(sold))["id"]!);
    }

    /// <summary>Gives up a sale of which nobody knows whether it is paid; says whether it is given up, or was paid meanwhile.</summary>
    private async Task<bool> LetGoAsync(HttpClient till, Guid order)
    {
        using var letGo = await till.PostAsJsonAsync($"/api/v1/orders/{order}/checkout/cancel", new { reason = "Paid in cash" });
        using var seen = await till.GetAsync($"/api/v1/orders/{order}/checkout");
        var status = (string?)(await Counter.BodyAsync(seen))["status"];
        Assert.True(letGo.IsSuccessStatusCode || status is "completed" or "cancelled", $"A checkout that is {status} was not let go: {letGo.StatusCode}");
        if (status != "completed")
            return true;
        told.Add(order);
        return false;
    }

    private void InterlockedMax(long ticks)
    {
        for (var seen = Interlocked.Read(ref slowestTicks); ticks > seen; seen = Interlocked.Read(ref slowestTicks))
            Interlocked.CompareExchange(ref slowestTicks, ticks, seen);
    }
}
