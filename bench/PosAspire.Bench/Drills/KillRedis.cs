using System.Diagnostics;
using System.Text.Json.Nodes;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>The cache is killed under load: every checkout goes on, and health says within seconds that it is degraded.</summary>
internal static class KillRedis
{
    private const int Kills = 20;
    private const int MinSalesBeforeKill = 50;
    private static readonly TimeSpan DegradedLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SaleLimit = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(DrillRun drill)
    {
        var (shop, report, cancellation) = (drill.Shop, drill.Report, drill.Cancellation);
        var barcodes = await Shelf.BarcodesAsync(shop.Database);
        using var till = await Till.SignInAsync(shop.Api.Address, cancellation);
        Console.WriteLine($"kill -9 of the cache under load, {Kills} times at most …");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var rush = new Rush(till, barcodes);
        var selling = rush.SellAsync(stop.Token);
        var (kills, slowest) = (0, TimeSpan.Zero);
        for (; kills < Kills && drill.HasTime; kills++)
        {
            await SellMoreAsync(rush, cancellation);
            await Waiting.UntilAsync("the cache is in use", BackLimit, async () => !await IsDegradedAsync(shop.Api, cancellation), cancellation);
            shop.Cache.Kill();
            var gone = Stopwatch.StartNew();
            await Waiting.UntilAsync("health says degraded", DegradedLimit, () => IsDegradedAsync(shop.Api, cancellation), cancellation);
            slowest = gone.Elapsed > slowest ? gone.Elapsed : slowest;
            await SellMoreAsync(rush, cancellation);
            await shop.Cache.RestartAsync(cancellation);
        }

        await stop.CancelAsync();
        var sales = await selling;
        var failed = sales.Count(sale => sale.Answer is not { IsSold: true });
        report.Add("kills", kills);
        report.Add("failed_checkouts", failed);
        report.Add("degraded_max_s", slowest);
        report.Holds(kills > 0, "at least one kill was done");
        report.Holds(failed == 0, "no checkout fails while the cache is away");
        await Ledger.JudgeAsync(drill, sales);
    }

    private static async Task SellMoreAsync(Rush rush, CancellationToken cancellation)
    {
        var before = rush.Count;
        await Waiting.UntilAsync("the tills sell", SaleLimit, () => Task.FromResult(rush.Count >= before + MinSalesBeforeKill), cancellation);
    }

    private static async Task<bool> IsDegradedAsync(ApiServer api, CancellationToken cancellation)
    {
        var redis = JsonNode.Parse(await api.HealthBodyAsync("/health", cancellation))?["details"]?["redis"]
            ?? throw new StepFailedException("The API's health says nothing about the cache.");
        return (bool?)redis["degraded"] == true || (string?)redis["status"] != "up";
    }
}
