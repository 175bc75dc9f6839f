using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Support;
using Xunit.Abstractions;

namespace PosAspire.Tests.Domain.Payments.Refunds;

public sealed class RefundEngineTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Payouts = 30;
    private const int MaxRounds = 200;

    private readonly SetClock clock = new();
    private TestDatabase database = null!;
    private ServiceProvider services = null!;
    private Guid shop;

    public async Task InitializeAsync()
    {
        database = await ShopDatabase.SeededAsync();
        services = new ServiceCollection().AddDbContext<PosDbContext>(options => options.UseNpgsql(database.ConnectionString)).BuildServiceProvider();
        shop = await database.ScalarAsync<Guid>("SELECT id FROM locations WHERE code = 'LIQ1'");
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_dies_or_gets_lost_each_refund_is_given_back_once()
    {
        var seed = (ulong)DateTime.UtcNow.Ticks;
        output.WriteLine($"seed {seed}");
        var provider = new MoodyProvider(new(seed));
        var payouts = new Dictionary<Guid, long>();
        for (var cents = 100; payouts.Count < Payouts; cents += 100)
            payouts.Add(await OweAsync(cents), cents);

        for (var round = 0; round < MaxRounds && await OpenAsync() > 0; round++)
        {
            provider.IsCalm = round > MaxRounds / 2;
            clock.Forward(TimeSpan.FromMinutes(2));
            await RoundAsync(provider);
        }

        Assert.Equal(0, await OpenAsync());
        Assert.Equal(payouts.Values.Order(), provider.Ledger.Values.Select(given => given.Minor).Order());
        Assert.Equal(0, provider.AskedTwice);
        Assert.Equal(Payouts, await database.ScalarAsync<long>("SELECT count(*) FROM refunds WHERE status = 'succeeded' AND settled_at IS NOT NULL"));
        Assert.Equal(Payouts, await database.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action = 'refund.succeeded'"));
        Assert.Equal(Payouts, await database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages WHERE topic = 'refund.succeeded'"));
    }

    [Fact]
    public async Task Two_processes_at_once_ask_once()
    {
        var provider = new MoodyProvider(new(1)) { IsCalm = true };
        var payout = await OweAsync(500);
        clock.Forward(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Engine(provider).Engine.AdvanceAsync(payout, CancellationToken.None)));
        Assert.Equal((1, 0), (provider.Ledger.Count, provider.AskedTwice));
    }

    [Fact]
    public async Task A_shop_without_the_provider_keeps_what_it_owes_and_goes_on_later()
    {
        var payout = await OweAsync(500);
        clock.Forward(TimeSpan.FromSeconds(1));
        await Engine().Engine.AdvanceAsync(payout, CancellationToken.None);
        Assert.Equal(1, await OpenAsync());
        clock.Forward(TimeSpan.FromMinutes(2));
        await Engine(new MoodyProvider(new(1)) { IsCalm = true }).Engine.AdvanceAsync(payout, CancellationToken.None);
        Assert.Equal(0, await OpenAsync());
    }

    [Fact]
    public async Task What_stays_unknown_is_put_before_a_manager_once_and_looked_at_all_the_same()
    {
        var provider = new MoodyProvider(new(1)) { IsMute = true, IsCalm = true };
        var payout = await OweAsync(500);
        for (var look = 0; look < RefundLimits.EscalateAfterReads + 3; look++)
        {
            clock.Forward(TimeSpan.FromMinutes(2));
            await Engine(provider).Engine.AdvanceAsync(payout, CancellationToken.None);
        }

        Assert.Equal(["unknown_escalated"], await database.LinesAsync("SELECT kind FROM payment_cases"));
        provider.IsMute = false;
        for (var look = 0; look < 2; look++)
        {
            clock.Forward(TimeSpan.FromMinutes(2));
            await Engine(provider).Engine.AdvanceAsync(payout, CancellationToken.None);
        }

        Assert.Equal((0L, 1, 0), (await OpenAsync(), provider.Ledger.Count, provider.AskedTwice));
    }

    /// <summary>What the worker does, in a process that may be killed after each call.</summary>
    private async Task RoundAsync(MoodyProvider provider)
    {
        var (engine, book) = Engine(provider);
        foreach (var payout in await book.DueAsync(Payouts, CancellationToken.None))
        {
            try
            {
                await engine.AdvanceAsync(payout, CancellationToken.None);
            }
            catch (KilledException)
            {
                // Its lease runs out before the next round.
            }
        }
    }

    private (RefundEngine Engine, RefundBook Book) Engine(params MoodyProvider[] providers)
    {
        var book = new RefundBook(services.GetRequiredService<IServiceScopeFactory>(), clock);
        return (new(book, providers, RefundLimits.Default, clock, NullLogger<RefundEngine>.Instance), book);
    }

    private Task<long> OpenAsync() => database.ScalarAsync<long>("SELECT count(*) FROM refund_payouts WHERE status NOT IN ('succeeded', 'failed')");

    /// <summary>A card payment of which all is to be given back.</summary>
    private async Task<Guid> OweAsync(long cents)
    {
        var (order, payment, at) = (Guid.CreateVersion7(), Guid.CreateVersion7(), clock.GetUtcNow().UtcDateTime);
        await database.ExecuteAsync(
            $"""
            INSERT INTO orders (location_id, id, number, business_day, status, currency, created_at, created_by, subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor, taxes)
            VALUES ('{shop}', '{order}', {cents}, '2026-11-22', 'refunded', 'USD', now(), '{Guid.Empty}', {cents}, 0, 0, {cents}, 0, {cents}, '[]');
            INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, created_at, provider, provider_ref, captured_minor)
            VALUES ('{shop}', '{order}', '{payment}', 'card', 'refunded', {cents}, {cents}, 0, now(), 'stripe', 'pi_{payment:N}', {cents});
            """);
        var refund = Refund.Of(new(shop, order, RefundKind.Whole, RefundMethod.Original, cents, "broken", Guid.NewGuid(), null), at);
        var payout = RefundPayout.Outside(refund, payment, TenderType.Card, new(cents, Currency.Usd), "stripe", $"pi_{payment:N}", at);
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PosDbContext>();
        context.AddRange(refund, payout);
        await context.SaveChangesAsync();
        return payout.Id;
    }
}
