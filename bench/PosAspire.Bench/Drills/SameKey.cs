using System.Net;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>A hundred requests with one key at once are one order and a hundred equal answers; another basket under that key is refused.</summary>
internal static class SameKey
{
    private const int AtOnce = 100;
    private const int MaxRounds = 100;

    public static async Task RunAsync(DrillRun drill)
    {
        var (shop, report) = (drill.Shop, drill.Report);
        var barcodes = await Shelf.BarcodesAsync(shop.Database);
        using var till = await Till.SignInAsync(shop.Api.Address, drill.Cancellation);

        Console.WriteLine($"Rounds of {AtOnce} equal requests at once, {MaxRounds} at most …");
        List<Sale> sales = [];
        var (requests, reused) = (0, 0);
        for (var round = 0; round < MaxRounds && drill.HasTime; round++)
        {
            var key = $"same-key-{round}";
            var (basket, other) = (Till.Basket(barcodes[0], barcodes[1]), Till.Basket(barcodes[0], barcodes[2]));
            var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => till.SellAsync(key, basket, drill.Cancellation)));
            requests += answers.Length;
            report.Holds(answers.All(answer => answer is { IsSold: true }), "every request with the key is answered 201");
            report.Holds(answers.Distinct().Count() == 1, "every answer is the same, byte for byte");
            var changed = await till.SellAsync(key, other, drill.Cancellation);
            var isRefused = changed?.Status == HttpStatusCode.UnprocessableEntity && changed.Body.Contains("idempotency.key_reused", StringComparison.Ordinal);
            report.Holds(isRefused, $"another basket under the key is refused with 422 ({(int?)changed?.Status})");
            reused += isRefused ? 1 : 0;
            sales.Add(new(key, basket, answers[0], answers[^1]));
        }

        report.Add("rounds", sales.Count);
        report.Add("requests", requests);
        report.Add("refused_other_body", reused);
        report.Holds(sales.Count > 0, "at least one round was done");
        await Ledger.JudgeAsync(drill, sales);
    }
}
