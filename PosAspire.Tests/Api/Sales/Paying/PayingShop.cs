using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Steps;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Qris;
using PosAspire.Tests.Support.Stripe;
using PosAspire.Workers.Payments;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>The demo shops with a card service and a gateway for QRIS codes, and what Workers do about payments, done when a test says so.</summary>
public sealed class PayingShop : IAsyncLifetime, IDisposable
{
    private TestDatabase? database;
    private FakeQris? qris;
    private FakeStripe? stripe;
    private ApiHost? api;
    private IHost? workers;

    public TestDatabase Database => database!;

    public FakeQris Qris => qris!;

    public FakeStripe Stripe => stripe!;

    public ApiHost Api => api!;

    public SetClock Clock { get; } = new();

    /// <summary>What Workers have.</summary>
    public IServiceProvider Workers => workers!.Services;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        qris = await FakeQris.StartAsync(Clock);
        stripe = await FakeStripe.StartAsync(Clock);
        (string Name, string Value)[] settings =
        [
            ("QRIS_SERVER_KEY", FakeQris.ServerKey), ("QRIS_API_BASE", $"{qris.Address}"),
            ("STRIPE_SECRET_KEY", stripe.Key), ("STRIPE_API_BASE", $"{stripe.Address}"), ("STRIPE_STATUS_BASE", $"{stripe.Address}"),
            ("STRIPE_WEBHOOK_SECRETS", stripe.Webhooks.Secret),
        ];
        api = ApiHost.On(database.ConnectionString, settings);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddPosCache();
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<PaymentSettling>();
        services.AddSingleton<QueueDrain>();
        services.AddSingleton<QueueAge>();
        services.AddSingleton(_ => NpgsqlDataSource.Create(database.ConnectionString));
        services.AddDbContext<PosDbContext>(options => options.UseNpgsql(database.ConnectionString));
        services.AddPayments(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build());
        workers = builder.Build();
    }

    public async Task DisposeAsync()
    {
        await api!.DisposeAsync();
        workers!.Dispose();
        await stripe!.DisposeAsync();
        await qris!.DisposeAsync();
        await database!.DisposeAsync();
    }

    public void Dispose()
    {
        api?.Dispose();
        workers?.Dispose();
    }

    /// <summary>One round of Workers, some time later.</summary>
    public async Task SettleAsync(TimeSpan later)
    {
        // The shop's own clock never stands still.
        var behind = DateTimeOffset.UtcNow - Clock.GetUtcNow();
        Clock.Forward((behind > TimeSpan.Zero ? behind : TimeSpan.Zero) + later);
        await workers!.Services.GetRequiredService<PaymentSettling>().SettleAsync(CancellationToken.None);
    }

    /// <summary>Rounds of Workers until something is as expected; a minute of nothing else is too long.</summary>
    /// <param name="later">How much time passes with each.</param>
    public async Task UntilAsync(string expected, Func<Task<string>> state, TimeSpan later)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); await state() is var now && now != expected;)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"Still {now}, not {expected}.");
            await SettleAsync(later);
        }
    }

    /// <summary>An order of the restaurant for so many glasses of iced tea.</summary>
    public async Task<object> TeaAsync(int quantity, params object[] tenders) => new
    {
        location = "STK1",
        lines = new[] { new { productId = await Database.ScalarAsync<Guid>("SELECT id FROM products WHERE name = 'Es Teh Manis'"), quantity } },
        tenders,
    };

    /// <summary>The same order with its whole amount to be paid by code.</summary>
    public async Task<(object Basket, long Total)> TeaForAsync(HttpClient till, int quantity)
    {
        var tea = await Database.ScalarAsync<Guid>("SELECT id FROM products WHERE name = 'Es Teh Manis'");
        var quote = await (await till.PostAsJsonAsync("/api/v1/orders/quote", new { location = "STK1", lines = new[] { new { productId = tea, quantity } } })).JsonAsync();
        var total = (long)quote["totalMinor"]!;
        return (await TeaAsync(quantity, new { type = "qris", amountMinor = total }), total);
    }

    /// <summary>The name under which the gateway has the order's code.</summary>
    public Task<string> ReferenceAsync(Guid order) =>
        Database.ScalarAsync<string>($"SELECT provider_ref FROM payments WHERE order_id = '{order}' AND provider_ref IS NOT NULL ORDER BY id DESC LIMIT 1");
}

internal static class Paying
{
    /// <summary>Puts bottles into a register's cart and begins its checkout.</summary>
    public static async Task<JsonNode> CheckoutAsync(this HttpClient till, Guid register, int bottles = 1)
    {
        // What an earlier checkout left there when it was given up is not this one's.
        using var clear = Request(HttpMethod.Delete, $"/api/v1/registers/{register}/cart", new { }, $"{Guid.NewGuid()}");
        await (await till.SendAsync(clear)).JsonAsync();
        using var scan = Request(HttpMethod.Post, $"/api/v1/registers/{register}/cart/lines", new { barcode = Till.Averna, quantity = bottles }, $"{Guid.NewGuid()}");
        var cart = await (await till.SendAsync(scan)).JsonAsync();
        using var begin = Request(HttpMethod.Post, $"/api/v1/registers/{register}/cart/checkout", new { cartId = (Guid)cart["cartId"]!, version = (int)cart["version"]! }, null);
        return await (await till.SendAsync(begin)).JsonAsync();
    }

    public static async Task<HttpResponseMessage> TenderAsync(this HttpClient till, Guid order, object tender, string? key = null)
    {
        using var request = Request(HttpMethod.Post, $"/api/v1/orders/{order}/tenders", tender, key ?? $"{Guid.NewGuid()}");
        return await till.SendAsync(request);
    }

    public static async Task<JsonNode> ShowAsync(this HttpClient till, Guid order) => await (await till.GetAsync($"/api/v1/orders/{order}/checkout")).JsonAsync();

    /// <summary>Each tender with what it stands for and where it stands, in the order in which they were made.</summary>
    public static string Tenders(this JsonNode checkout) =>
        string.Join(", ", checkout["tenders"]!.AsArray().Select(tender => $"{tender!["type"]} {tender["amountMinor"]} {tender["status"]}"));

    public static HttpRequestMessage Request(HttpMethod method, string path, object body, string? key)
    {
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
