using System.Globalization;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Architecture;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Replays;

/// <summary>
/// Burrito orders with up to ten choices a line, opened at a table, sent and paid: every line and order comes to the cent and keeps its choices.
/// The file has no stated licence and is not part of this repository (data/SOURCE.md).
/// </summary>
public sealed class BurritoReplayTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int OrdersOfANormalRun = 400;

    // A choice with a price of its own, so that prices of choices are part of what is compared.
    private const string Priced = "Guacamole";
    private const long PricedCents = 180;

    private sealed record Line(string Order, int Quantity, string Item, string[] Choices, long TotalCents)
    {
        public long BaseCents => (TotalCents / Quantity) - (Choices.Contains(Priced) ? PricedCents : 0);
    }

    [BurritoFact]
    public async Task Hundreds_of_orders_come_to_the_cent_with_all_their_choices() => await ReplayAsync("BUR1", OrdersOfANormalRun);

    [BurritoFact]
    [Trait("Category", "Slow")]
    public async Task All_orders_come_to_the_cent_with_all_their_choices()
    {
        const string Shop = "BUR2";
        await ReplayAsync(Shop, int.MaxValue);
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(BurritoFactAttribute.Find("expected_chipotle_open.json")!))!;
        Assert.Equal($"{expected["orders"]} {expected["lines"]} {ReplayShop.Cents((string)expected["gross"]!)}", await ReplayShop.SoldAsync(api.Database, Shop));
        foreach (var choice in expected["top_modifiers"]!.AsArray())
        {
            Assert.Equal((long)choice![1]!, await api.Database.ScalarAsync<long>(
                $"SELECT count(*) FROM order_lines n JOIN locations l ON l.id = n.location_id, jsonb_array_elements(n.modifiers) AS m WHERE l.code = '{Shop}' AND m ->> 'name' = '{choice[0]}'"));
        }

        Assert.Equal(
            expected["largest_orders"]!.AsArray().Select(order => ReplayShop.Cents((string)order![1]!)),
            (await api.Database.LinesAsync($"SELECT o.total_minor::text FROM orders o JOIN locations l ON l.id = o.location_id WHERE l.code = '{Shop}' ORDER BY o.total_minor DESC LIMIT 10")).Select(total => long.Parse(total, CultureInfo.InvariantCulture)));
    }

    private async Task ReplayAsync(string shop, int count)
    {
        var lines = await ReadAsync();
        var products = lines.Select(line => (line.Item, line.BaseCents)).Distinct().ToDictionary(item => item, _ => Guid.NewGuid());
        var choices = lines.SelectMany(line => line.Choices).Distinct().ToDictionary(name => name, _ => Guid.NewGuid());
        await ReplayShop.StockAsync(api.Database, shop, products.Select(product => (product.Value, product.Key.Item, product.Key.BaseCents)));
        await OfferAsync(shop, choices);
        using var waiter = await api.SignedInAsync("server");

        var orders = lines.GroupBy(line => line.Order).Take(count).ToList();
        await ReplayShop.TakeAsync(orders, async order =>
        {
            var wanted = order.Select(line => new
            {
                productId = products[(line.Item, line.BaseCents)],
                quantity = line.Quantity,
                modifiers = line.Choices.Select(choice => choices[choice]),
            }).ToList();
            var id = (string)(await waiter.OpenAsync(wanted[..1], shop, label: $"Order {order.Key}").OrderAsync())["id"]!;
            if (wanted.Count > 1)
                await waiter.AddAsync(id, wanted[1..]).OrderAsync();
            var paid = await waiter.PayAsync(id).OrderAsync();
            ReplayShop.AssertOrder(paid, order.Select(line => (line.Quantity, line.TotalCents)));
            foreach (var (line, sold) in order.Zip(paid["lines"]!.AsArray()))
                Assert.Equal(line.Choices.Order(StringComparer.Ordinal), sold!["modifiers"]!.AsArray().Select(choice => (string)choice!["name"]!).Order(StringComparer.Ordinal));
        });
        Assert.Equal($"{orders.Count} {orders.Sum(order => order.Count())} {orders.Sum(order => order.Sum(line => line.TotalCents))}", await ReplayShop.SoldAsync(api.Database, shop));
    }

    private Task OfferAsync(string shop, Dictionary<string, Guid> choices) => api.Database.ExecuteAsync(
        $"""
        INSERT INTO modifier_groups (id, name, min_choices, max_choices) VALUES (gen_random_uuid(), 'Burrito {shop}', 0, 20);
        INSERT INTO modifiers (id, group_id, position, name, is_active)
        SELECT v.id::uuid, g.id, row_number() OVER (), v.name, true FROM modifier_groups g,
          (VALUES {string.Join(", ", choices.Select(choice => $"('{choice.Value}', '{choice.Key.Replace("'", "''", StringComparison.Ordinal)}')"))}) AS v (id, name) WHERE g.name = 'Burrito {shop}';
        INSERT INTO modifier_prices (price_list_id, modifier_id, price_minor) SELECT l.id, '{choices[Priced]}', {PricedCents} FROM price_lists l WHERE l.code = '{shop.ToLowerInvariant()}';
        INSERT INTO product_modifier_groups (product_id, group_id, position)
        SELECT p.id, g.id, 1 FROM products p JOIN categories c ON c.id = p.category_id, modifier_groups g WHERE c.name = 'Replay {shop}' AND g.name = 'Burrito {shop}';
        """);

    private static async Task<List<Line>> ReadAsync() =>
    [
        .. (await File.ReadAllLinesAsync(BurritoFactAttribute.Find("chipotle_open.tsv")!)).Skip(1).Select(row => row.Split('\t')).Select(cells => new Line(
            cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], Choices(cells[3]), ReplayShop.Cents(cells[4]))),
    ];

    // "[Fresh Tomato Salsa (Mild), [Rice, Cheese]]": the nesting says nothing about the price.
    private static string[] Choices(string text) => text == "NULL" ? [] : text.Split(['[', ']', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Runs only where the burrito orders are.</summary>
public sealed class BurritoFactAttribute : FactAttribute
{
    public BurritoFactAttribute()
    {
        if (Find("chipotle_open.tsv") is null)
            Skip = "shared/data/02-restaurant is not above this copy: the burrito orders have no licence to be part of it.";
    }

    /// <summary>A file of the shared folder, looked for beside this copy and above.</summary>
    internal static string? Find(string file)
    {
        for (var folder = Directory.GetParent(Repository.Root); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "shared", "data", "02-restaurant", file) is var path && File.Exists(path))
                return path;
        }

        return null;
    }
}
