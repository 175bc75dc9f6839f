using System.Diagnostics;
using System.Net;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>PostgreSQL is killed under load: the API stays alive, is soon ready again, and nothing acknowledged is lost.</summary>
internal static class KillDatabase
{
    private const int Kills = 50;
    private const int ReplaysPerKill = 20;
    private const int MinSalesBeforeKill = 100;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SaleLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AwayFor = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(DrillRun drill)
    {
        var (shop, report, cancellation) = (drill.Shop, drill.Report, drill.Cancellation);
        var barcodes = await Shelf.BarcodesAsync(shop.Database);
        using var till = await Till.SignInAsync(shop.Api.Address, cancellation);
        Console.WriteLine($"kill -9 of PostgreSQL under load, {Kills} times at most …");
        List<Sale> sales = [];
        await using var pulse = new Pulse(shop.Api);
        var (kills, midSale, slowest) = (0, 0, TimeSpan.Zero);
        for (; kills < Kills && drill.HasTime; kills++)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var rush = new Rush(till, barcodes);
            var selling = rush.SellAsync(stop.Token);
            await Waiting.UntilAsync("the tills sell", SaleLimit, () => Task.FromResult(rush.Count >= MinSalesBeforeKill), cancellation);
            shop.Postgres.Kill();
            await Task.Delay(AwayFor, cancellation);
            await shop.Postgres.RestartAsync(cancellation);
            shop.Database.Clear(); // this program's own connections died too
            var back = Stopwatch.StartNew();
            await Waiting.UntilAsync(
                "the API is ready again", ReadyLimit, async () => await shop.Api.HealthAsync("/health/ready", cancellation) == HttpStatusCode.OK, cancellation);
            slowest = back.Elapsed > slowest ? back.Elapsed : slowest;
            await stop.CancelAsync();
            var round = await selling;
            midSale += round.Count(sale => sale.IsOpen);
            sales.AddRange(await Rush.AskAgainAsync(till, await Rush.SettleAsync(till, round, cancellation), ReplaysPerKill, cancellation));
        }

        report.Add("kills", kills);
        report.Add("unanswered", midSale);
        report.Add("ready_max_s", slowest);
        report.Add("live_asked", pulse.Asked);
        report.Add("live_failed", pulse.Failed);
        report.Holds(kills > 0, "at least one kill was done");
        report.Holds(midSale > 0, "sales were under way when it was killed");
        report.Holds(pulse is { Asked: > 0, Failed: 0 }, "liveness answers 200 all the while");
        report.Holds(sales.All(sale => sale.Answer is { IsSold: true }), "every sale sent again with its key is sold");
        await Ledger.JudgeAsync(drill, sales);
    }

    /// <summary>Asks for liveness as an orchestrator does, only more often.</summary>
    private sealed class Pulse : IAsyncDisposable
    {
        private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

        private readonly CancellationTokenSource stop = new();
        private readonly Task asking;

        public Pulse(ApiServer api) => asking = AskAsync(api);

        public int Asked { get; private set; }

        public int Failed { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await asking;
            stop.Dispose();
        }

        private async Task AskAsync(ApiServer api)
        {
            using var beat = new PeriodicTimer(Every);
            while (!stop.IsCancellationRequested)
            {
                var status = await api.HealthAsync("/health/live", CancellationToken.None);
                Asked++;
                Failed += status == HttpStatusCode.OK ? 0 : 1;
                await Task.Delay(Every, stop.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }
}
