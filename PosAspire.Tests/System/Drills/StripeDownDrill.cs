using System.Globalization;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>
/// The card service is away for an hour of the shop's clock, in every way that it can be, while several tills sell at once; then it is back.
/// <c>./pos drill stripe-down</c> runs the whole of it.
/// </summary>
[Collection(Alone.Name)]
public sealed class StripeDownDrill
{
    private const string ChargeThenDrop = "charge-then-drop";
    private const int Payments = 500;
    private const int Tills = 6;
    private const int Steps = 12;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan WorkersRound = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(5);

    private static readonly string Head = string.Create(
        CultureInfo.InvariantCulture, $"{"mode",-17} {"asked",6} {"at once",8} {"queued",7} {"cash",5} {"doubt",6} {"doubled",8} {"lost",5} {"slowest s",10} {"drain s",8}");

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Whole_an_hour_in_every_way()
    {
        using var report = new DrillReport("stripe-down");
        report.Say(Head);
        var (slowest, drain) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var mode in new[] { "refuse", "hang", "500", ChargeThenDrop })
        {
            report.Holds(report.HasTime, $"{mode} was begun within the budget");
            if (!report.HasTime)
                continue;
            var (answer, drained) = await DownAsync(report, mode, Payments, TimeSpan.Zero);
            (slowest, drain) = (answer > slowest ? answer : slowest, drained > drain ? drained : drain);
        }

        report.Add("slowest_s", slowest);
        report.Add("drain_max_s", drain);
        report.Judge();
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData(ChargeThenDrop)]
    public async Task In_small_nothing_is_doubled_or_lost(string mode)
    {
        using var report = new DrillReport("stripe-down");
        await DownAsync(report, mode, payments: 40, TimeSpan.FromSeconds(2));
        report.Judge();
    }

    private static async Task<(TimeSpan Slowest, TimeSpan Drain)> DownAsync(DrillReport report, string mode, int payments, TimeSpan jump)
    {
        await using var shop = await DownShop.OpenAsync();
        var healthy = payments / 25;
        await shop.SellAsync(healthy, Tills);
        for (var step = 0; step < Steps; step++)
        {
            await BreakAsync(shop.Stripe, mode, step);
            var left = payments - healthy;
            await shop.SellAsync((left * (step + 1) / Steps) - (left * step / Steps), Tills);
            shop.Clock.Forward(Hour / Steps);
            await Task.Delay(WorkersRound);
        }

        var atOnce = await OrdersAsync(shop, "p.accepted_at IS NULL");
        var queued = await OrdersAsync(shop, "p.accepted_at IS NOT NULL");
        await MendAsync(shop.Stripe, mode);
        var drain = await shop.DrainAsync(jump, DrainLimit * 2);
        var money = await Money.CountAsync(shop.Database, shop.Stripe.Ledger, shop.Told);
        report.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode,-17} {payments,6} {atOnce,8} {queued,7} {shop.Cash,5} {shop.Doubts,6} {money.Doubled,8} {money.Lost,5} {shop.Slowest.TotalSeconds,10:0.00} {drain.TotalSeconds,8:0.0}"));
        money.Judge(report, mode);
        report.Holds(atOnce + queued + shop.Cash == payments, $"{mode}: each of {payments} cards was taken, queued or paid in cash");
        report.Holds(queued > payments / 2, $"{mode}: what can wait is queued ({queued} were)");
        report.Holds(shop.Unexplained == 0, $"{mode}: every refusal says why ({shop.Unexplained} do not)");
        report.Holds(shop.Slowest > TimeSpan.Zero && shop.Slowest <= AnswerLimit, $"{mode}: a till waits at most {AnswerLimit.TotalSeconds:0} s while the circuit is open ({shop.Slowest.TotalSeconds:0.00} s)");
        report.Holds(drain <= DrainLimit, $"{mode}: the queue drains within {DrainLimit.TotalMinutes:0} min");
        return (shop.Slowest, drain);
    }

    private static Task<long> OrdersAsync(DownShop shop, string which) => shop.Database.ScalarAsync<long>(
        $"SELECT count(DISTINCT o.id) FROM orders o JOIN payments p ON p.location_id = o.location_id AND p.order_id = o.id AND p.provider IS NOT NULL WHERE o.status = 'completed' AND {which}");

    private static Task BreakAsync(FakeStripe stripe, string mode, int step)
    {
        switch (mode, step)
        {
            case ("refuse", 0):
                return stripe.CloseAsync();
            case ("hang", 0):
                stripe.Faults.Set("*", FakeStripeFault.Hang);
                break;
            case ("500", 0):
                stripe.Faults.Set("*", FakeStripeFault.Error500);
                break;
            // It takes the money, and whoever asked never hears of it; then it holds it; then it only announces.
            case (ChargeThenDrop, 0):
                stripe.Faults.Set("capture", FakeStripeFault.DoThenDrop);
                stripe.Faults.Set("read", FakeStripeFault.Drop);
                break;
            case (ChargeThenDrop, 1):
                stripe.Faults.Set("confirm", FakeStripeFault.DoThenDrop);
                break;
            case (ChargeThenDrop, 2):
                stripe.Faults.Clear();
                stripe.Faults.Set("*", FakeStripeFault.DoThenDrop);
                break;
        }

        return Task.CompletedTask;
    }

    private static Task MendAsync(FakeStripe stripe, string mode)
    {
        stripe.Faults.Clear();
        return mode == "refuse" ? stripe.OpenAsync() : Task.CompletedTask;
    }
}
