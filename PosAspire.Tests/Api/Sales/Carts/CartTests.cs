using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Carts;

public sealed class CartTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string ProductOfAverna = "(SELECT product_id FROM product_barcodes WHERE gtin = '00000400203940')";

    [Fact]
    public async Task A_cart_costs_what_the_same_basket_is_quoted_at()
    {
        using var screen = await Screen.NewAsync(api);
        using var till = await api.SignedInAsync();
        await screen.ScanAsync(quantity: 2);
        var cart = await screen.ScanAsync("018200262647", 3);
        var quote = await (await till.PostAsync("/api/v1/orders/quote", Hostile.Attacker.Json(JsonNode.Parse(
            """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":2},{"barcode":"018200262647","quantity":3}]}""")))).JsonAsync();
        foreach (var amount in (string[])["subtotalMinor", "taxes", "serviceMinor", "totalMinor", "cashRoundingMinor", "dueMinor", "currency", "location"])
            Assert.True(JsonNode.DeepEquals(quote[amount], cart[amount]), $"{amount}: {quote[amount]} and {cart[amount]}");
        Assert.Equal(2, (int)cart["changedLine"]!);
        Assert.Equal(Screen.Lines(cart), Screen.Lines(await screen.ShowAsync()));
    }

    [Fact]
    public async Task The_same_thing_again_is_more_of_it_and_line_numbers_are_never_given_twice()
    {
        using var screen = await Screen.NewAsync(api);
        Assert.Equal("", Screen.Lines(await screen.ShowAsync()));
        await screen.ScanAsync();
        Assert.Equal("1: 3 bottle", Screen.Lines(await screen.ScanAsync(quantity: 2)));
        await screen.ScanAsync("018200262647");
        await screen.DoAsync(HttpMethod.Delete, "/lines/2");
        Assert.Equal("1: 3 bottle, 3: 1 bottle", Screen.Lines(await screen.ScanAsync("018200262647")));
        Assert.Equal("1: 5 bottle, 3: 1 bottle", Screen.Lines(await screen.DoAsync(HttpMethod.Put, "/lines/1", new { quantity = 5 })));
        await (await screen.SendAsync(HttpMethod.Put, "/lines/2", new { quantity = 5 })).ProblemAsync(HttpStatusCode.NotFound, "cart.unknown_line");
        await (await screen.SendAsync(HttpMethod.Put, "/lines/1", new { quantity = 0 })).ProblemAsync(HttpStatusCode.BadRequest, "order.invalid_quantity");
        await (await screen.SendAsync(HttpMethod.Post, "/lines", new { barcode = "4006381333931", quantity = 1 })).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_barcode");
        var emptied = await screen.DoAsync(HttpMethod.Delete, "");
        Assert.Equal(("", 0L), (Screen.Lines(emptied), (long)emptied["dueMinor"]!));
    }

    [Fact]
    public async Task A_line_changes_its_unit_and_its_price_with_it()
    {
        await api.Database.ExecuteAsync(
            $"INSERT INTO product_barcodes (gtin, product_id, unit, quantity) SELECT '10000400203947', {ProductOfAverna}, 'case', 12 ON CONFLICT DO NOTHING");
        using var screen = await Screen.NewAsync(api);
        var cart = await screen.ScanAsync("10000400203947");
        Assert.Equal("1: 1 case", Screen.Lines(cart));
        var line = cart["lines"]![0]!;
        Assert.Superset(new HashSet<string>(["bottle 1", "case 12"]), line["units"]!.AsArray().Select(unit => $"{unit!["unit"]} {unit["unitQuantity"]}").ToHashSet());
        var bottle = (await screen.DoAsync(HttpMethod.Put, "/lines/1", new { unit = "bottle", quantity = 2 }))["lines"]![0]!;
        Assert.Equal((long)line["unitPriceMinor"]!, 12 * (long)bottle["unitPriceMinor"]!);
        Assert.Equal((1, 2), ((int)bottle["unitQuantity"]!, (int)bottle["quantity"]!));
        await (await screen.SendAsync(HttpMethod.Put, "/lines/1", new { unit = "each" })).ProblemAsync(HttpStatusCode.BadRequest, "cart.unknown_unit");
    }

    [Fact]
    public async Task What_can_no_longer_be_sold_stays_with_a_reason_and_blocks_paying()
    {
        const string Fading = "018200262647";
        using var screen = await Screen.NewAsync(api);
        await screen.ScanAsync();
        var due = (long)(await screen.ShowAsync())["dueMinor"]!;
        await screen.ScanAsync(Fading);
        await api.Database.ExecuteAsync($"UPDATE products SET is_active = false WHERE id = (SELECT product_id FROM product_barcodes WHERE gtin = '{Fading.PadLeft(14, '0')}')");
        try
        {
            JsonObject cart = [];
            await Eventually.TrueAsync(async () => (cart = await screen.ShowAsync())["lines"]![1]!["problem"] is not null);
            Assert.Equal("cart.not_sold", (string?)cart["lines"]![1]!["problemCode"]);
            Assert.Equal(due, (long)cart["dueMinor"]!);
            await (await screen.PayAsync(cart)).ProblemAsync(HttpStatusCode.Conflict, "cart.not_sold");
            await screen.SoldAsync(await screen.DoAsync(HttpMethod.Delete, "/lines/2"));
        }
        finally
        {
            await api.Database.ExecuteAsync("UPDATE products SET is_active = true WHERE NOT is_active");
        }
    }

    [Fact]
    public async Task A_price_on_a_label_is_kept()
    {
        await api.Database.ExecuteAsync(
            "INSERT INTO product_barcodes (gtin, product_id, unit, quantity, price_embedded) SELECT '00220812000009', id, 'each', 1, true FROM products WHERE sku = '930710' ON CONFLICT DO NOTHING");
        using var screen = await Screen.NewAsync(api);
        // The till learns of the new barcode within a second.
        await Eventually.TrueAsync(async () => (await screen.SendAsync(HttpMethod.Post, "/lines", new { barcode = "220812713657", quantity = 1 })).IsSuccessStatusCode);
        var other = await screen.ScanAsync("220812713657", 2);
        Assert.Equal("1: 3 each", Screen.Lines(other));
        var line = other["lines"]![0]!;
        Assert.Equal((1_365, 3 * 1_365), ((int)line["unitPriceMinor"]!, (int)line["lineTotalMinor"]!));
        await api.Database.ExecuteAsync("UPDATE product_prices SET price_minor = price_minor + 100 WHERE product_id = (SELECT id FROM products WHERE sku = '930710')");
        var sold = await screen.SoldAsync(await screen.ShowAsync());
        Assert.Equal(1_365, (int)sold["lines"]![0]!["unitPriceMinor"]!);
    }

    [Fact]
    public async Task A_note_is_on_the_order_and_its_receipt()
    {
        using var screen = await Screen.NewAsync(api);
        await screen.ScanAsync();
        var noted = await screen.DoAsync(HttpMethod.Put, "/note", new { note = "  Gift for Ann " });
        Assert.Equal("Gift for Ann", (string?)noted["note"]);
        await (await screen.SendAsync(HttpMethod.Put, "/note", new { note = new string('x', 201) })).ProblemAsync(HttpStatusCode.BadRequest, "cart.invalid_note");
        var sold = await screen.SoldAsync(noted);
        Assert.Equal("Gift for Ann", (string?)sold["note"]);
        using var till = await api.SignedInAsync();
        Assert.Equal("Gift for Ann", (string?)(await (await till.GetAsync($"/api/v1/orders/{sold["id"]}")).JsonAsync())["note"]);
        Assert.Contains("Gift for Ann", await till.GetStringAsync($"/api/v1/orders/{sold["id"]}/receipt"), StringComparison.Ordinal);
        Assert.Equal("", (string?)(await screen.ShowAsync())["note"]);
    }

    [Fact]
    public async Task A_cart_is_parked_and_taken_up_at_another_register_once()
    {
        using var screen = await Screen.NewAsync(api);
        using var other = await Screen.NewAsync(api);
        await (await screen.SendAsync(HttpMethod.Post, "/park", new { })).ProblemAsync(HttpStatusCode.Conflict, "cart.empty");
        var cart = await screen.ScanAsync(quantity: 4);
        var id = (Guid)cart["cartId"]!;
        var emptied = await screen.DoAsync(HttpMethod.Post, "/park", new { label = "Red hat" });
        Assert.Equal(("", 1), (Screen.Lines(emptied), (int)emptied["parkedCount"]!));
        var parked = (await screen.ParkedAsync()).Single(row => (Guid)row!["cartId"]! == id)!;
        Assert.Equal(("Red hat", 1, 4, "Demo cashier"), ((string?)parked["label"], (int)parked["lines"]!, (int)parked["items"]!, (string?)parked["parkedBy"]));
        Assert.Equal((long)cart["totalMinor"]!, (long)parked["totalMinor"]!);

        await other.ScanAsync("018200262647");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => (at % 2 == 0 ? screen : other).SendAsync(HttpMethod.Post, "/resume", new { cartId = id })));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            await late.ProblemAsync(HttpStatusCode.NotFound, "cart.unknown_parked");
        JsonObject[] carts = [await screen.ShowAsync(), await other.ShowAsync()];
        var taken = carts.Single(shown => (Guid)shown["cartId"]! == id);
        Assert.Equal("1: 4 bottle", Screen.Lines(taken));
        // Who took it up had a cart of his own: it is parked now, unless it was the empty one.
        var waits = (Guid)carts[1]["cartId"]! == id;
        Assert.Equal(waits ? 1 : 0, (await screen.ParkedAsync()).Count);
    }

    [Fact]
    public async Task Every_action_needs_a_key()
    {
        using var till = await api.SignedInAsync();
        using var screen = await Screen.NewAsync(api);
        await (await till.PostAsync($"/api/v1/registers/{screen.Register}/cart/lines", Hostile.Attacker.Json(JsonNode.Parse("""{"barcode":"000400203940","quantity":1}"""))))
            .ProblemAsync(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }
}
