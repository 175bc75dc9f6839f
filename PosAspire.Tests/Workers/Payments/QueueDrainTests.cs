using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Tests.Api;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Api.Sales.Paying;
using PosAspire.Tests.Support;
using PosAspire.Workers.Payments;

namespace PosAspire.Tests.Workers.Payments;

/// <summary>What was sold during an outage, when the provider is back: held against the provider's own ledger.</summary>
public sealed class QueueDrainTests : IAsyncLifetime, IDisposable
{
    private const int Sold = 110;
    private const int Declined = 37;

    // Rupiah have two decimals there.
    private const int StripeUnits = 100;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly PayingShop shop = new();

    public Task InitializeAsync() => shop.InitializeAsync();

    public Task DisposeAsync() => shop.DisposeAsync();

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task A_hundred_sales_of_an_outage_are_taken_once_each_in_their_order_though_the_worker_dies_at_it()
    {
        await SellAsync(Sold, position => position == Declined ? "method:pm_decline_insufficient_funds" : "method:pm_card_visa");
        var accepted = await shop.Database.LinesAsync("SELECT replace(id::text, '-', '') FROM payments WHERE accepted_at IS NOT NULL ORDER BY accepted_at, id");
        Assert.Equal(Sold, accepted.Count);
        // While it is silent each round asks for the oldest only.
        for (var round = 0; round < 3; round++)
            await shop.SettleAsync(Soon);
        Assert.Equal(Sold, await QueuedAsync());

        // Back; twice a worker dies after a charge that it never wrote down.
        await shop.Stripe.OpenAsync();
        foreach (var charges in (int[])[20, 45])
            await Assert.ThrowsAsync<DeadWorkerException>(() => DieAfterAsync(charges));
        await shop.UntilAsync("0", async () => $"{await OpenAsync()}", Soon);

        var ledger = shop.Stripe.Ledger;
        Assert.Equal(StripeUnits * await shop.Database.ScalarAsync<long>("SELECT sum(captured_minor)::bigint FROM payments"), ledger.Kept);
        Assert.Equal((0L, Sold - 1L), (ledger.Held, await shop.Database.ScalarAsync<long>("SELECT count(*) FROM payments WHERE status = 'captured'")));
        Assert.All(ledger.Intents.Where(intent => intent.Received > 0), intent => Assert.Single(intent.Charges));
        Assert.Equal(accepted, ledger.Intents.Select(intent => intent.Metadata["pos_payment"]).Distinct());
        Assert.Equal(
            $"declined_later {accepted[Declined]}",
            Assert.Single(await shop.Database.LinesAsync("SELECT concat_ws(' ', kind, replace(payment_id::text, '-', '')) FROM payment_cases")));
        // Again: there is nothing left to do.
        var asked = ledger.Asked("confirm");
        await shop.SettleAsync(TimeSpan.FromHours(1));
        Assert.Equal((asked, Sold - 1L), (ledger.Asked("confirm"), await shop.Database.ScalarAsync<long>("SELECT count(*) FROM payments WHERE status = 'captured'")));
    }

    [Fact]
    public async Task What_waits_too_long_is_a_case_once_and_is_still_taken()
    {
        await SellAsync(2, _ => "method:pm_card_visa");
        await shop.SettleAsync(TimeSpan.FromHours(19));
        Assert.Equal(0, await CasesAsync());
        await shop.SettleAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, await CasesAsync());
        Assert.Equal(2, await shop.Database.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action = 'payment.queued_too_long'"));
        using var manager = await shop.Api.SignedInAsync("manager");
        var cases = await (await manager.GetAsync("/api/v1/payments/cases?location=STK1")).JsonAsync();
        Assert.Contains("still tried", (string)cases["items"]![0]!["suggestion"]!, StringComparison.Ordinal);

        // Resolved is resolved.
        foreach (var found in cases["items"]!.AsArray())
            Assert.Equal(HttpStatusCode.OK, (await manager.PostAsJsonAsync($"/api/v1/payments/cases/{found!["id"]}/resolve", new { note = "Called" })).StatusCode);
        await shop.SettleAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, await CasesAsync());
        await shop.Stripe.OpenAsync();
        await shop.UntilAsync("0", async () => $"{await OpenAsync()}", Soon);
        Assert.Equal(2, await shop.Database.ScalarAsync<long>("SELECT count(*) FROM payments WHERE status = 'captured'"));
    }

    private async Task SellAsync(int sales, Func<int, string> source)
    {
        using var till = await shop.Api.SignedInAsync();
        var (_, total) = await shop.TeaForAsync(till, 1);
        await shop.Stripe.CloseAsync();
        for (var position = 0; position < sales; position++)
            Assert.Equal(HttpStatusCode.Created, (await till.SellAsync($"tea-{position}", await shop.TeaAsync(1, new { type = "card", amountMinor = total, source = source(position) }))).StatusCode);
        Assert.Equal(sales, await QueuedAsync());
    }

    /// <summary>A worker that is killed between a call and what it would have written.</summary>
    private async Task DieAfterAsync(int charges)
    {
        var services = shop.Workers;
        var (database, book, clock) = (services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<IPaymentBook>(), services.GetRequiredService<TimeProvider>());
        var dying = new DyingWorker(services.GetServices<IPaymentProvider>().Single(provider => provider.Name == "stripe"), charges);
        var engine = new PaymentEngine(book, [dying], PaymentLimits.Default, NullLogger<PaymentEngine>.Instance);
        var drain = new QueueDrain(database, book, engine, [dying], clock);
        while (true)
        {
            shop.Clock.Forward(Soon);
            await drain.RoundAsync(CancellationToken.None);
        }
    }

    private Task<long> QueuedAsync() => shop.Database.ScalarAsync<long>("SELECT count(*) FROM payments WHERE status = 'queued' AND accepted_at IS NOT NULL");

    private Task<long> OpenAsync() => shop.Database.ScalarAsync<long>("SELECT count(*) FROM payments WHERE next_read_at IS NOT NULL");

    private Task<long> CasesAsync() => shop.Database.ScalarAsync<long>("SELECT count(*) FROM payment_cases WHERE kind = 'queued_too_long'");
}
