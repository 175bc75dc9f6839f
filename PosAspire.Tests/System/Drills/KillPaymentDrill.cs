using System.Diagnostics;
using System.Security.Cryptography;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>
/// The API and Workers are killed again and again while cards are charged: at any moment, and exactly when a call has come to the card
/// service, was done there, or was just answered. <c>./pos drill kill-payment</c> runs the whole of it.
/// </summary>
[Collection(Alone.Name)]
public sealed class KillPaymentDrill
{
    private const int Kills = 200;
    private const int SalesBetween = 3;

    // Workers go on with what somebody else has begun.
    private static readonly string[] ApiVerbs = ["create", "confirm", "process_payment_intent", "capture", "read"];
    private static readonly string[] WorkersVerbs = ["read", "capture", "confirm"];
    private static readonly FakeStripeMoment[] Moments = [FakeStripeMoment.Came, FakeStripeMoment.Done, FakeStripeMoment.Answered];
    private static readonly TimeSpan PointLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SaleLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RestLimit = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Whole_two_hundred_kills() => await KillAsync(Kills);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_few_kills_lose_and_double_nothing() => await KillAsync(6);

    private static async Task KillAsync(int kills)
    {
        using var report = new DrillReport("kill-payment");
        await using var shop = await KillShop.OpenAsync();
        using var tills = new KillTills(shop);
        using var closing = new CancellationTokenSource();
        report.Say($"kill -9 of the API (two of them) and Workers while eight tills take cards, {kills} times at most …");
        var selling = tills.SellAsync(closing.Token);
        SortedDictionary<string, int> points = new(StringComparer.Ordinal);
        List<Task> starting = [];
        var done = 0;
        for (; done < kills && report.HasTime && !selling.IsCompleted; done++)
        {
            var before = tills.Sent;
            // What was killed before may still be starting: there is always somebody left to sell with.
            await UntilAsync(() => selling.IsCompleted || (tills.Sent >= before + SalesBetween && shop.Apis.Any(api => api.IsReady)), SaleLimit, "tills sell");
            HostProcess[] ready = [.. shop.Apis.Append(shop.Workers).Where(host => host.IsReady)];
            var victim = ready[RandomNumberGenerator.GetInt32(ready.Length)];
            var point = await StrikeAsync(shop, victim);
            points[point] = points.GetValueOrDefault(point) + 1;
            starting.Add(victim.StartAsync());
        }

        await Task.WhenAll(starting);
        await closing.CancelAsync();
        await selling;
        await UntilAsync(async () => await shop.Database.ScalarAsync<long>(Money.Open) == 0, RestLimit, "every payment is certain");
        foreach (var (point, times) in points)
            report.Say($"{times,6}  {point}");
        await JudgeAsync(report, shop, tills, done);
    }

    private static async Task JudgeAsync(DrillReport report, KillShop shop, KillTills tills, int kills)
    {
        foreach (var (code, times) in tills.Refused.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            report.Say($"{times,6}  sales came to nothing: {code}");
        var money = await Money.CountAsync(shop.Database, shop.Stripe.Ledger, tills.Told);
        report.Add("kills", kills);
        report.Add("sales", tills.Sent);
        report.Add("acknowledged", tills.Told.Count);
        report.Add("sent_again", tills.Again);
        report.Add("lost", money.Lost);
        report.Add("doubled", money.Doubled);
        report.Add("held", money.Held);
        report.Add("provider_minor", money.AtProvider);
        report.Add("payments_minor", money.InPayments);
        report.Add("orders_minor", money.OnCards);
        money.Judge(report, "after all");
        report.Holds(kills > 0 && tills.Again > 0, "processes were killed while tills waited for them");
        report.Holds(tills.Told.Distinct().Count() == tills.Told.Count, "two sales never share an order");
        report.Holds(tills.Told.Count + tills.Refused.Values.Sum() == tills.Sent, "a till knows of each of its sales what became of it");
        report.Holds(tills.Refused.Values.Sum() <= tills.Sent / 10, "hardly any sale comes to nothing");
        report.Holds(
            await shop.Database.ScalarAsync<long>("SELECT count(*) - (SELECT count(*) FROM orders WHERE status = 'completed') FROM audit_entries WHERE action = 'order.completed'") == 0,
            "every completed order was completed once");
        report.Judge();
    }

    /// <summary>Kills it now, or at a point of one of its calls.</summary>
    /// <returns>Where it was.</returns>
    private static async Task<string> StrikeAsync(KillShop shop, HostProcess victim)
    {
        var name = victim == shop.Workers ? "Workers" : "the API";
        if (RandomNumberGenerator.GetInt32(4) > 0)
        {
            var verbs = victim == shop.Workers ? WorkersVerbs : ApiVerbs;
            var (verb, moment) = (verbs[RandomNumberGenerator.GetInt32(verbs.Length)], Moments[RandomNumberGenerator.GetInt32(Moments.Length)]);
            var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            shop.Stripe.Watch = (request, at, door) =>
            {
                if (door == victim.Door && at == moment && request.Verb == verb && struck.TrySetResult())
                    victim.Kill();
                return Task.CompletedTask;
            };
            await Task.WhenAny(struck.Task, Task.Delay(PointLimit));
            shop.Stripe.Watch = null;
            // Taken before the watch was: nothing strikes twice.
            if (!struck.TrySetResult())
                return $"{name}, when {verb} {(moment == FakeStripeMoment.Came ? "had come" : moment == FakeStripeMoment.Done ? "was done and not answered" : "was answered")}";
        }

        await Task.Delay(RandomNumberGenerator.GetInt32(300));
        victim.Kill();
        return $"{name}, at any moment";
    }

    private static Task UntilAsync(Func<bool> condition, TimeSpan limit, string what) => UntilAsync(() => Task.FromResult(condition()), limit, what);

    private static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        for (var clock = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(clock.Elapsed < limit, $"It did not happen within {limit}: {what}.");
            await Task.Delay(50);
        }
    }
}
