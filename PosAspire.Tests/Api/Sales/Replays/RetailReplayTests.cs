using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Refunds;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Replays;

/// <summary>
/// A British online shop's baskets (data/SOURCE.md) sold again, and its cancellations given back as refunds of the orders they belong to.
/// The file counts in pounds, this shop in cents; both have two decimals, so the sums are the same. The file's own sums are exact in three
/// decimals and a till's are not: bank charges of £0.001 (invoice 568375) are rounded to nothing, so the gross of 2011-09-26 is £0.001
/// below the file's. That is the whole difference.
/// </summary>
public sealed class RetailReplayTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int DaysOfANormalRun = 2;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Api/Sales/Replays/data");

    [Fact]
    public async Task The_first_days_and_their_cancellations_come_to_the_penny() => Assert.Empty(await ReplayAsync("RET1", DaysOfANormalRun));

    [Fact]
    [Trait("Category", "Slow")]
    public async Task All_days_and_their_cancellations_come_to_the_penny_but_for_a_tenth_of_one()
    {
        var difference = Assert.Single(await ReplayAsync("RET2", int.MaxValue));
        Assert.Equal(("2011-09-26", 0.001m), difference);
    }

    /// <returns>The days whose gross is not the file's, and by how many pounds it is below.</returns>
    private async Task<List<(string Day, decimal Pounds)>> ReplayAsync(string shop, int count)
    {
        var lines = await RetailBaskets.ReadAsync(Path.Combine(Folder, "online_retail_open.csv.gz"));
        var days = lines.Select(line => line.Day).Distinct().Take(count).ToList();
        var baskets = RetailBaskets.Of(lines.Where(line => days.Contains(line.Day)));
        var before = $"{shop}B";
        var products = await OpenAsync(shop, baskets, isOfTheFile: true);
        var earlier = await OpenAsync(before, baskets, isOfTheFile: false);
        using var till = await api.SignedInAsync("manager");

        await ReplayShop.TakeAsync(baskets.Sales, async sale =>
        {
            var (code, known) = sale.IsOfTheFile ? (shop, products) : (before, earlier);
            var paid = await ReplayShop.PaidAtOnceAsync(till, code, $"{shop}-{sale.Key}", sale.Lines.Select(line => new { productId = known[line.Product], quantity = line.Quantity }));
            ReplayShop.AssertOrder(paid, sale.Lines.Select(line => (line.Quantity, line.Pence)));
            sale.OrderId = (string)paid["id"]!;
        });
        var cancelled = new ConcurrentDictionary<string, long>();
        await ReplayShop.TakeAsync(baskets.Returns, async back =>
        {
            using var answer = await till.RefundAsync(back.Sale.OrderId!, new { reason = "cancelled", lines = back.Units.Select(unit => new { lineNo = unit.Key + 1, quantity = unit.Value }) });
            var refund = await answer.JsonAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.Created, refund.ToJsonString());
            Assert.Equal(back.Pence, (long)refund["amountMinor"]!);
            cancelled.AddOrUpdate(back.Day, back.Pence, (_, sum) => sum + back.Pence);
        });

        await CheckAsync(shop, before, baskets);
        return await DifferencesAsync(baskets, days, cancelled);
    }

    private async Task<Dictionary<(string, long), Guid>> OpenAsync(string shop, RetailBaskets baskets, bool isOfTheFile)
    {
        var products = baskets.Sales.Where(sale => sale.IsOfTheFile == isOfTheFile).SelectMany(sale => sale.Lines).Select(line => line.Product).Distinct().ToDictionary(product => product, _ => Guid.NewGuid());
        await ReplayShop.StockAsync(api.Database, shop, products.Select(product => (product.Value, product.Key.Item1, product.Key.Item2)));
        await api.Database.ExecuteAsync($"UPDATE locations SET refund_limit_minor = 100000000 WHERE code = '{shop}'");
        return products;
    }

    /// <summary>What the database says: everything that was sold and given back is there, and no order gave back more than it got.</summary>
    private async Task CheckAsync(string shop, string before, RetailBaskets baskets)
    {
        foreach (var (code, isOfTheFile) in new[] { (shop, true), (before, false) })
        {
            var sales = baskets.Sales.Where(sale => sale.IsOfTheFile == isOfTheFile).ToList();
            var returns = baskets.Returns.Where(back => back.Sale.IsOfTheFile == isOfTheFile).ToList();
            Assert.Equal(
                $"{sales.Count} {sales.Sum(sale => sale.Lines.Sum(line => line.Pence))} {returns.Sum(back => back.Pence)}",
                Assert.Single(await api.Database.LinesAsync(
                    $"SELECT concat_ws(' ', count(*), sum(o.total_minor), sum(o.refunded_minor)) FROM orders o JOIN locations l ON l.id = o.location_id WHERE l.code = '{code}'")));
        }

        Assert.Equal(0, await api.Database.CrookedAsync());
        Assert.Equal(0, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM orders o JOIN locations l ON l.id = o.location_id WHERE l.code = '{before}' AND o.status <> 'refunded'"));
    }

    private static async Task<List<(string, decimal)>> DifferencesAsync(RetailBaskets baskets, List<string> days, ConcurrentDictionary<string, long> cancelled)
    {
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "expected_online_retail_open.json")))!["by_day"]!;
        decimal Pounds(string day, string what) => decimal.Parse((string)expected[day]![what]!, CultureInfo.InvariantCulture);
        List<(string, decimal)> differences = [];
        foreach (var day in days)
        {
            Assert.Equal(-Pounds(day, "cancelled"), cancelled.GetValueOrDefault(day) / 100m);
            var gross = baskets.Sales.Where(sale => sale.IsOfTheFile && sale.Day == day).Sum(sale => sale.Lines.Sum(line => line.Pence)) / 100m;
            if (Pounds(day, "gross") != gross)
                differences.Add((day, Pounds(day, "gross") - gross));
        }

        return differences;
    }
}
