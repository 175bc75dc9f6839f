using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Api.Sales.Refunds;

/// <summary>Cards that paid through Stripe get their money back through Stripe, once, whatever becomes of its answers.</summary>
public sealed class StripeRefundTests : IAsyncLifetime, IDisposable
{
    /// <summary>Averna, $27.00, and 7 % tax.</summary>
    private const long Bottle = 2_889;

    private readonly SetClock clock = new();
    private TestDatabase database = null!;
    private FakeStripe stripe = null!;
    private ApiHost api = null!;
    private ServiceProvider workers = null!;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        stripe = await FakeStripe.StartAsync();
        (string Name, string Value)[] settings = [("STRIPE_SECRET_KEY", stripe.Key), ("STRIPE_API_BASE", $"{stripe.Address}"), ("STRIPE_STATUS_BASE", $"{stripe.Address}")];
        api = ApiHost.On(database.ConnectionString, settings);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(_ => NpgsqlDataSource.Create(database.ConnectionString));
        services.AddDbContext<PosDbContext>(options => options.UseNpgsql(database.ConnectionString));
        services.AddPayments(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build());
        workers = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await api.DisposeAsync();
        await workers.DisposeAsync();
        await stripe.DisposeAsync();
        await database.DisposeAsync();
    }

    public void Dispose()
    {
        api?.Dispose();
        workers?.Dispose();
    }

    [Fact]
    public async Task Part_by_part_all_of_it_goes_back_to_the_card()
    {
        using var till = await api.SignedInAsync("manager");
        var id = await SoldByCardAsync(till);
        Assert.Equal(Bottle, stripe.Ledger.Kept);
        await till.RefundAsync(id, new { reason = "scratched", amountMinor = 1_000 });
        Assert.Equal("succeeded", (string)(await till.RefundsAsync(id))["items"]![0]!["status"]!);
        Assert.Equal(Bottle - 1_000, stripe.Ledger.Kept);
        await till.RefundAsync(id, new { reason = "corked too" });
        Assert.Equal((0, 2), (stripe.Ledger.Kept, stripe.Ledger.Refunds.Count));
        Assert.Equal("refunded", (string)(await till.StoredAsync(id))["status"]!);
        Assert.Equal(0, await database.CrookedAsync());
    }

    [Fact]
    public async Task A_void_gives_the_cards_money_back()
    {
        using var till = await api.SignedInAsync();
        var id = await SoldByCardAsync(till);
        await till.VoidAsync(id, Counter.Manager).OrderAsync();
        Assert.Equal((0, 1), (stripe.Ledger.Kept, stripe.Ledger.Refunds.Count));
        Assert.Equal("succeeded", (string)(await till.RefundsAsync(id))["items"]![0]!["status"]!);
    }

    [Theory]
    [InlineData(FakeStripeFault.DoThenDrop)]
    [InlineData(FakeStripeFault.Drop)]
    [InlineData(FakeStripeFault.DoThenError500)]
    [InlineData(FakeStripeFault.Error500)]
    [InlineData(FakeStripeFault.RateLimited)]
    public async Task Whatever_becomes_of_the_answer_it_is_given_back_once(FakeStripeFault fault)
    {
        using var till = await api.SignedInAsync("manager");
        var id = await SoldByCardAsync(till);
        stripe.Faults.Set("refund", fault, 1);
        Assert.Equal(HttpStatusCode.Created, (await till.RefundAsync(id, new { reason = "scratched", amountMinor = 1_000 })).StatusCode);
        for (var round = 0; round < 6; round++)
            await SettleAsync();
        Assert.Equal("succeeded", (string)(await till.RefundsAsync(id))["items"]![0]!["status"]!);
        Assert.Equal((Bottle - 1_000, 1), (stripe.Ledger.Kept, stripe.Ledger.Refunds.Count));
    }

    [Fact]
    public async Task What_the_bank_takes_its_time_for_is_pending_until_it_has_decided()
    {
        using var till = await api.SignedInAsync("manager");
        var id = await SoldByCardAsync(till);
        stripe.Ledger.RefundStatus = "pending";
        await till.RefundAsync(id, new { reason = "scratched", amountMinor = 1_000 });
        await SettleAsync();
        Assert.Equal("pending", (string)(await till.RefundsAsync(id))["items"]![0]!["status"]!);
        stripe.Ledger.SettleRefund(stripe.Ledger.Refunds[0].Id, "failed");
        await SettleAsync();
        Assert.Equal("failed", (string)(await till.RefundsAsync(id))["items"]![0]!["status"]!);
        Assert.Equal(["mismatch"], await database.LinesAsync("SELECT kind FROM payment_cases"));
    }

    /// <summary>What Workers do, a while later.</summary>
    private async Task SettleAsync()
    {
        clock.Forward(TimeSpan.FromHours(2));
        foreach (var payout in await workers.GetRequiredService<RefundBook>().DueAsync(10, CancellationToken.None))
            await workers.GetRequiredService<RefundEngine>().AdvanceAsync(payout, CancellationToken.None);
    }

    private static async Task<string> SoldByCardAsync(HttpClient till)
    {
        using var sold = await till.SellAsync($"{Guid.NewGuid()}", new
        {
            location = "LIQ1",
            lines = new[] { new { barcode = Till.Averna, quantity = 1 } },
            tenders = new[] { new { type = "card", amountMinor = Bottle, source = "method:pm_card_visa" } },
        });
        var order = await sold.JsonAsync();
        Assert.True(sold.StatusCode == HttpStatusCode.Created, order.ToJsonString());
        return (string)(order["id"] ?? order["orderId"])!;
    }
}
