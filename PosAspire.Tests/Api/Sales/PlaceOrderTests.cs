using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

public sealed class PlaceOrderTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_bottle_is_sold_for_cash_and_everything_about_it_is_written_once()
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var response = await till.SellAsync("bottle", Till.Basket(2, cash: 6_000));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var order = await response.JsonAsync();

        // 2 × 27.00; 7 % is 3.78; 57.78 in coins is 57.80.
        Assert.Equal((5_400, 378, 5_778, 2, 5_780, 6_000, 220), (
            (int)order["subtotalMinor"]!, (int)order["taxes"]![0]!["amountMinor"]!, (int)order["totalMinor"]!,
            (int)order["cashRoundingMinor"]!, (int)order["dueMinor"]!, (int)order["tenderedMinor"]!, (int)order["changeMinor"]!));
        Assert.Equal(("completed", "LIQ1", "USD", "AVERNA AMARO"), (
            (string?)order["status"], (string?)order["location"], (string?)order["currency"], (string?)order["lines"]![0]!["name"]));
        Assert.Equal(before - 2, await api.Database.OnHandAsync(Till.Averna));
        var id = (string)order["id"]!;
        Assert.Equal($"/api/v1/orders/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal("completed 1 1 5778 5780 220 order.completed 1 -2", Assert.Single(await api.Database.LinesAsync(
            $"""
            SELECT concat_ws(' ', o.status, (SELECT count(*) FROM order_lines WHERE order_id = o.id), (SELECT count(*) FROM payments WHERE order_id = o.id),
              o.total_minor, p.amount_minor, p.change_minor, a.action, (SELECT count(*) FROM idempotency_records WHERE key = 'bottle'), m.quantity)
            FROM orders o JOIN payments p ON p.order_id = o.id JOIN audit_entries a ON a.subject_id = o.id JOIN stock_movements m ON m.order_id = o.id
            WHERE o.id = '{id}'
            """)));

        (await till.GetFromJsonAsync<JsonObject>($"/api/v1/orders/{id}")).AssertSaysAllOf(order);
        var newest = await till.GetFromJsonAsync<JsonObject>("/api/orders?limit=1");
        Assert.Equal(id, (string?)newest!["items"]![0]!["id"]);
        await Eventually.TrueAsync(() => api.LogLines().Any(line => line.Contains("Order completed successfully", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal) && line.Contains("57.78", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_quote_says_the_same_as_the_sale_and_writes_nothing()
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.FootprintAsync();
        object lines = new[] { new { barcode = Till.Averna, quantity = 3 } };
        var quote = await (await till.PostAsJsonAsync("/api/v1/orders/quote", new { location = "LIQ1", lines })).JsonAsync();
        Assert.Equal(before, await api.Database.FootprintAsync());
        var order = await (await till.SellAsync("quoted", Till.Basket(3))).JsonAsync();
        foreach (var (name, value) in quote)
            Assert.True(JsonNode.DeepEquals(value, order[name]), name);
    }

    [Fact]
    public async Task A_case_and_its_bottle_share_one_stock()
    {
        using var till = await api.SignedInAsync();
        // Item 100077: a case of 6 under its own number.
        const string Case = "10088076183237";
        var before = await api.Database.OnHandAsync(Case);
        var order = await (await till.SellAsync("case", Till.Basket(2, Case))).JsonAsync();
        Assert.Equal(before - 12, await api.Database.OnHandAsync(Case));
        Assert.Equal(("6 × 750 ml", 2, 6 * 1_568), (
            (string?)order["lines"]![0]!["size"], (int)order["lines"]![0]!["quantity"]!, (int)order["lines"]![0]!["unitPriceMinor"]!));
    }

    [Fact]
    public async Task A_shared_barcode_asks_which_and_takes_the_answer()
    {
        using var till = await api.SignedInAsync();
        const string Shared = "628451609308";
        await (await till.SellAsync("shared", Till.Basket(1, Shared))).ProblemAsync(HttpStatusCode.Conflict, "catalog.ambiguous_barcode");
        var choices = await till.GetFromJsonAsync<JsonObject>($"/api/v1/products/by-barcode/{Shared}?location=LIQ1");
        var chosen = (string)choices!["items"]![2]!["productId"]!;
        foreach (object line in (object[])[new { barcode = Shared, productId = chosen, quantity = 1 }, new { productId = chosen, quantity = 1 }])
        {
            var response = await till.SellAsync(Guid.NewGuid().ToString(), new { location = "LIQ1", lines = new[] { line }, tenders = new[] { new { type = "cash", amountMinor = 100_000 } } });
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            Assert.Equal(chosen, (string?)(await response.JsonAsync())["lines"]![0]!["productId"]);
        }
    }

    [Fact]
    public async Task A_restaurants_order_has_service_PB1_and_coins_of_a_hundred_rupiah()
    {
        using var server = await api.SignedInAsync("server");
        var menu = await server.GetFromJsonAsync<JsonObject>("/api/v1/public/menu");
        var rendang = (string)menu!["categories"]![0]!["items"]![0]!["id"]!;
        var order = await (await server.SellAsync("rendang", new
        {
            location = "STK1",
            lines = new[] { new { productId = rendang, quantity = 1 } },
            tenders = new[] { new { type = "cash", amountMinor = 300_000 }, new { type = "cash", amountMinor = 20_000 } },
        })).JsonAsync();
        // 275,000; service 5 % = 13,750; PB1 10 % of 288,750 = 28,875; 317,625 in coins of 100 is 317,600.
        Assert.Equal(("IDR", 275_000, 13_750, 28_875, 317_625, -25, 317_600, 320_000, 2_400), (
            (string?)order["currency"], (int)order["subtotalMinor"]!, (int)order["serviceMinor"]!, (int)order["taxes"]![0]!["amountMinor"]!, (int)order["totalMinor"]!,
            (int)order["cashRoundingMinor"]!, (int)order["dueMinor"]!, (int)order["tenderedMinor"]!, (int)order["changeMinor"]!));
        (await server.GetFromJsonAsync<JsonObject>($"/api/v1/orders/{order["id"]}")).AssertSaysAllOf(order);
    }

    [Fact]
    public async Task Order_numbers_count_up_without_a_gap_in_a_quiet_shop()
    {
        using var till = await api.SignedInAsync();
        var first = await NumberAsync(till, Till.Basket());
        await (await till.SellAsync(Guid.NewGuid().ToString(), Till.Basket(9_999, cash: 100_000_000))).ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock");
        Assert.Equal(first + 1, await NumberAsync(till, Till.Basket()));
    }


    private static async Task<int> NumberAsync(HttpClient till, object basket) =>
        int.Parse((string)(await (await till.SellAsync(Guid.NewGuid().ToString(), basket)).JsonAsync())["number"]!, System.Globalization.CultureInfo.InvariantCulture);
}
