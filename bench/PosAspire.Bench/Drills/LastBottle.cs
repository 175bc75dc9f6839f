using System.Net;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>Thousands of buyers want the last bottle at once: one gets it, everyone else is told that it is gone.</summary>
internal static class LastBottle
{
    private const int Buyers = 10_000;
    private const int AtOnce = 64;

    public static async Task RunAsync(DrillRun drill)
    {
        var (shop, report) = (drill.Shop, drill.Report);
        var bottle = (await Shelf.BarcodesAsync(shop.Database))[0];
        await Shelf.SetAsync(shop.Database, [bottle], onHand: 1);
        using var till = await Till.SignInAsync(shop.Api.Address, drill.Cancellation);

        Console.WriteLine($"{Buyers} buyers, {AtOnce} at once …");
        var basket = Till.Basket(bottle);
        var sales = new Sale?[Buyers];
        await Parallel.ForAsync(0, Buyers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = drill.Cancellation }, async (buyer, stop) =>
        {
            if (!drill.HasTime)
                return;
            var key = $"last-bottle-{buyer}";
            var answer = await till.SellAsync(key, basket, stop);
            sales[buyer] = new(key, basket, answer, answer);
        });

        List<Sale> asked = [.. sales.OfType<Sale>()];
        var statuses = asked.CountBy(sale => sale.Answer?.Status ?? 0).ToDictionary();
        report.Add("requests", asked.Count);
        report.Add("sold", statuses.GetValueOrDefault(HttpStatusCode.Created));
        report.Add("refused", statuses.GetValueOrDefault(HttpStatusCode.Conflict));
        report.Add("other", asked.Count - statuses.GetValueOrDefault(HttpStatusCode.Created) - statuses.GetValueOrDefault(HttpStatusCode.Conflict));
        report.Add("on_hand", await Shelf.OnHandAsync(shop.Database, bottle));
        report.Holds(asked.Count > AtOnce, "there were more buyers than places at the counter");
        report.Holds(statuses.GetValueOrDefault(HttpStatusCode.Created) == 1, "exactly one buyer gets the bottle");
        report.Holds(statuses.GetValueOrDefault(HttpStatusCode.Conflict) == asked.Count - 1, $"everyone else is told 409 ({string.Join(", ", statuses.Select(pair => $"{(int)pair.Key} × {pair.Value}"))})");
        report.Holds(await Shelf.OnHandAsync(shop.Database, bottle) == 0, "the shelf is empty");
        await Ledger.JudgeAsync(drill, asked);
    }
}
