using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Sales.Replays;

/// <summary>A pizza shop's orders (data/SOURCE.md) sold again, whole days of them: every line, order and day comes to the cent.</summary>
public sealed class PizzaReplayTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int OrdersOfANormalRun = 400;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Api/Sales/Replays/data");

    private sealed record Line(string Order, string Date, string Pizza, int Quantity, long Cents);

    [Fact]
    public Task The_first_days_come_to_the_cent() => ReplayAsync("PIZ1", OrdersOfANormalRun);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task The_whole_half_year_comes_to_the_cent()
    {
        await ReplayAsync("PIZ2", int.MaxValue);
        Assert.Equal("10795 24565 41371975", await ReplayShop.SoldAsync(api.Database, "PIZ2"));
    }

    private async Task ReplayAsync(string shop, int orders)
    {
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "expected_pizza_open.json")))!;
        var pizzas = (await File.ReadAllLinesAsync(Path.Combine(Folder, "pizzas.csv"))).Skip(1).Select(row => row.Split(','))
            .ToDictionary(row => row[0], row => (Id: Guid.NewGuid(), Cents: ReplayShop.Cents(row[3])));
        await ReplayShop.StockAsync(api.Database, shop, pizzas.Select(pizza => (pizza.Value.Id, pizza.Key, pizza.Value.Cents)));
        var days = WholeDays(await ReadAsync(), orders);
        using var till = await api.SignedInAsync();

        var sold = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        await ReplayShop.TakeAsync(days.GroupBy(line => line.Order).ToList(), async order =>
        {
            var paid = await ReplayShop.PaidAtOnceAsync(
                till, shop, $"{shop}-{order.Key}", order.Select(line => new { productId = pizzas[line.Pizza].Id, quantity = line.Quantity }));
            ReplayShop.AssertOrder(paid, order.Select(line => (line.Quantity, line.Quantity * line.Cents)));
            sold.AddOrUpdate(order.First().Date, (long)paid["totalMinor"]!, (_, sum) => sum + (long)paid["totalMinor"]!);
        });

        Assert.Equal(
            sold.Keys.Order(StringComparer.Ordinal).Select(day => (day, ReplayShop.Cents((string)expected["by_day"]![day]!))),
            sold.OrderBy(day => day.Key, StringComparer.Ordinal).Select(day => (day.Key, day.Value)));
        Assert.Equal(
            $"{days.Select(line => line.Order).Distinct().Count()} {days.Count} {sold.Values.Sum()}", await ReplayShop.SoldAsync(api.Database, shop));
    }

    private static async Task<List<Line>> ReadAsync()
    {
        await using var file = File.OpenRead(Path.Combine(Folder, "pizza_orders_open.csv.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        await reader.ReadLineAsync();
        List<Line> lines = [];
        while (await reader.ReadLineAsync() is { } row)
        {
            var cells = row.Split(',');
            lines.Add(new(cells[0], cells[1], cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture), ReplayShop.Cents(cells[5])));
        }

        return lines;
    }

    // A day that is begun is finished, or its sum could not be compared.
    private static List<Line> WholeDays(List<Line> lines, int orders)
    {
        List<Line> days = [];
        foreach (var day in lines.GroupBy(line => line.Date))
        {
            if (days.Select(line => line.Order).Distinct().Count() >= orders)
                break;
            days.AddRange(day);
        }

        return days;
    }
}
