using System.Security.Cryptography;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>The API is killed in mid-sale again and again: what it acknowledged is there once, and it is soon back.</summary>
internal static class KillApi
{
    private const int Kills = 200;
    private const int ReplaysPerKill = 20;
    private const int MinSalesBeforeKill = 20;
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SaleLimit = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(DrillRun drill)
    {
        var (api, report, cancellation) = (drill.Shop.Api, drill.Report, drill.Cancellation);
        var barcodes = await Shelf.BarcodesAsync(drill.Shop.Database);
        Console.WriteLine($"kill -9 of the API under load, {Kills} times at most …");
        List<Sale> sales = [];
        var (kills, midSale, slowest) = (0, 0, TimeSpan.Zero);
        for (; kills < Kills && drill.HasTime; kills++)
        {
            using var till = await Till.SignInAsync(api.Address, cancellation);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var rush = new Rush(till, barcodes);
            var selling = rush.SellAsync(stop.Token);
            await Waiting.UntilAsync("the tills sell", SaleLimit, () => Task.FromResult(rush.Count >= MinSalesBeforeKill), cancellation);
            await Task.Delay(RandomNumberGenerator.GetInt32(200), cancellation);
            api.Kill();
            await stop.CancelAsync();
            var round = await selling;
            midSale += round.Count(sale => sale.IsOpen);

            var ready = await api.RestartAsync(cancellation);
            slowest = ready > slowest ? ready : slowest;
            using var again = await Till.SignInAsync(api.Address, cancellation);
            round = await Rush.SettleAsync(again, round, cancellation);
            sales.AddRange(await Rush.AskAgainAsync(again, round, ReplaysPerKill, cancellation));
        }

        report.Add("kills", kills);
        report.Add("unanswered", midSale);
        report.Add("ready_max_s", slowest);
        report.Holds(kills > 0, "at least one kill was done");
        report.Holds(midSale > 0, "sales were under way when it was killed");
        report.Holds(slowest <= ReadyLimit, $"ready again within {ReadyLimit.TotalSeconds:0} s");
        report.Holds(sales.All(sale => sale.Answer is { IsSold: true }), "every sale sent again with its key is sold");
        await Ledger.JudgeAsync(drill, sales);
    }
}
