using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Replays;

/// <summary>A dollar restaurant without taxes in which somebody else's real orders are taken again.</summary>
internal static class ReplayShop
{
    /// <summary>How many orders are under way at once.</summary>
    private const int Waiters = 4;

    /// <summary>Opens the shop and puts its products on sale; whatever the demo sells is not sold here.</summary>
    /// <param name="products">Id, name and price in cents.</param>
    public static Task StockAsync(TestDatabase database, string code, IEnumerable<(Guid Id, string Name, long Cents)> products) => database.ExecuteAsync(
        $"""
        INSERT INTO price_lists (id, code, currency) VALUES (gen_random_uuid(), '{code.ToLowerInvariant()}', 'USD');
        INSERT INTO locations (id, code, name, profile, currency, time_zone, day_cutover, price_list_id, service_rate, service_base, service_rounding, cash_increment_minor, cash_rounding)
        SELECT gen_random_uuid(), '{code}', 'Replay', 'restaurant', 'USD', 'America/New_York', '04:00', id, 0, 'net', 'half_up', 1, 'half_up' FROM price_lists WHERE code = '{code.ToLowerInvariant()}';
        INSERT INTO categories (id, name, position) VALUES (gen_random_uuid(), 'Replay {code}', 99);
        WITH p (id, name, price) AS (VALUES {string.Join(", ", products.Select(product => $"('{product.Id}'::uuid, '{product.Name.Replace("'", "''", StringComparison.Ordinal)}', {product.Cents})"))}),
        made AS (INSERT INTO products (id, category_id, sku, name, size, is_stocked, is_active) SELECT p.id, c.id, p.id::text, p.name, '', false, true FROM p, categories c WHERE c.name = 'Replay {code}' RETURNING id)
        INSERT INTO product_prices (price_list_id, product_id, price_minor) SELECT l.id, p.id, p.price FROM p JOIN made ON made.id = p.id, price_lists l WHERE l.code = '{code.ToLowerInvariant()}';
        """);

    /// <summary>Takes all orders, a few at once.</summary>
    public static Task TakeAsync<T>(IReadOnlyCollection<T> orders, Func<T, Task> take) =>
        Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = Waiters }, async (order, _) => await take(order));

    /// <summary>Dollars as cents; an amount that is not whole cents is a broken file.</summary>
    public static long Cents(string dollars)
    {
        var cents = decimal.Parse(dollars.Trim().TrimStart('$'), NumberStyles.Number, CultureInfo.InvariantCulture) * 100;
        Assert.Equal(decimal.Truncate(cents), cents);
        return (long)cents;
    }

    /// <summary>Checks that a completed order's lines and total are these, each line's total beside its quantity.</summary>
    public static void AssertOrder(JsonObject order, IEnumerable<(int Quantity, long TotalCents)> lines)
    {
        Assert.Equal("completed", (string)order["status"]!);
        Assert.Equal(lines, order["lines"]!.AsArray().Select(line => ((int)line!["quantity"]!, (long)line["lineTotalMinor"]!)));
        Assert.Equal(lines.Sum(line => line.TotalCents), (long)order["totalMinor"]!);
        Assert.Equal((long)order["totalMinor"]!, (long)order["dueMinor"]!);
    }

    /// <summary>What the database says was sold here: orders, lines and cents.</summary>
    public static async Task<string> SoldAsync(TestDatabase database, string code) => Assert.Single(await database.LinesAsync(
        $"""
        SELECT concat_ws(' ', count(*), (SELECT count(*) FROM order_lines n JOIN locations l ON l.id = n.location_id WHERE l.code = '{code}'), COALESCE(sum(total_minor), 0))
        FROM "Transaction" t JOIN locations l ON l.id = t.location_id WHERE l.code = '{code}' AND status = 'completed'
        """));

    public static async Task<JsonObject> PaidAtOnceAsync(HttpClient till, string code, string key, object lines)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new { location = code, lines, tenders = new[] { new { type = "cash", amountMinor = 100_000_000 } } }),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await till.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
