using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

/// <summary>Sales are priced from memory; another process changes the catalogue behind its back.</summary>
public sealed class CatalogueInMemoryTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string ProductOfAverna = "(SELECT product_id FROM product_barcodes WHERE gtin = '00000400203940')";

    [Fact]
    public async Task A_price_changed_elsewhere_is_the_price_of_the_very_next_sale()
    {
        using var till = await api.SignedInAsync();
        for (var price = 1_000; price < 1_010; price++)
        {
            await api.Database.ExecuteAsync($"UPDATE product_prices SET price_minor = {price} WHERE product_id = {ProductOfAverna}");
            var sold = await SoldAsync(till, Till.Basket());
            Assert.Equal(price, (long)sold["subtotalMinor"]!);
        }
    }

    [Fact]
    public async Task A_product_taken_out_of_sale_elsewhere_is_refused_at_once_and_sold_again_when_it_is_back()
    {
        using var till = await api.SignedInAsync();
        await SoldAsync(till, Till.Basket());
        await api.Database.ExecuteAsync($"UPDATE products SET is_active = false WHERE id = {ProductOfAverna}");
        await (await till.SellAsync(NewKey(), Till.Basket())).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_barcode");
        await api.Database.ExecuteAsync($"UPDATE products SET is_active = true WHERE id = {ProductOfAverna}");
        await SoldAsync(till, Till.Basket());
    }

    [Fact]
    public async Task A_barcode_given_to_a_product_elsewhere_sells_at_once_and_one_taken_away_does_not()
    {
        using var till = await api.SignedInAsync();
        await (await till.SellAsync(NewKey(), Till.Basket(barcode: "4006381333931"))).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_barcode");
        await api.Database.ExecuteAsync($"INSERT INTO product_barcodes (gtin, product_id, unit, quantity) SELECT '04006381333931', {ProductOfAverna}, 'case', 6");
        var sold = await SoldAsync(till, Till.Basket(barcode: "4006381333931"));
        Assert.Equal(6, (int)sold["lines"]![0]!["unitQuantity"]!);
        await api.Database.ExecuteAsync("DELETE FROM product_barcodes WHERE gtin = '04006381333931'");
        await (await till.SellAsync(NewKey(), Till.Basket(barcode: "4006381333931"))).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_barcode");
    }

    [Fact]
    public async Task A_tax_changed_elsewhere_is_the_tax_of_the_very_next_sale()
    {
        using var till = await api.SignedInAsync();
        await api.Database.ExecuteAsync($"UPDATE product_prices SET price_minor = 10000 WHERE product_id = {ProductOfAverna}; UPDATE location_taxes SET rate = 0.08 WHERE location_id = (SELECT id FROM locations WHERE code = 'LIQ1')");
        Assert.Equal(800, (long)(await SoldAsync(till, Till.Basket()))["taxes"]![0]!["amountMinor"]!);
        await api.Database.ExecuteAsync("UPDATE location_taxes SET rate = 0.07 WHERE location_id = (SELECT id FROM locations WHERE code = 'LIQ1')");
        Assert.Equal(700, (long)(await SoldAsync(till, Till.Basket()))["taxes"]![0]!["amountMinor"]!);
    }

    [Fact]
    public async Task Sales_and_price_changes_at_once_never_book_a_price_that_was_not_in_force()
    {
        using var till = await api.SignedInAsync();
        await api.Database.ExecuteAsync($"UPDATE product_prices SET price_minor = 2000 WHERE product_id = {ProductOfAverna}; UPDATE stock_levels SET policy = 'allow' WHERE product_id = {ProductOfAverna}");
        var changes = Task.Run(async () =>
        {
            for (var price = 2_001; price <= 2_030; price++)
            {
                // The order that a sale and a change commit in is the order of their rows' transactions; noting it needs no clock.
                await api.Database.ExecuteAsync($"UPDATE product_prices SET price_minor = {price} WHERE product_id = {ProductOfAverna}");
                await Task.Delay(10);
            }
        });
        List<long> prices = [];
        while (!changes.IsCompleted)
        {
            var answer = await till.SellAsync(NewKey(), Till.Basket());
            if (answer.StatusCode == HttpStatusCode.Conflict)
                await answer.ProblemAsync(HttpStatusCode.Conflict, "catalog.changing");
            else
                prices.Add((long)(await answer.JsonAsync())["subtotalMinor"]!);
        }

        await changes;
        // One till sells one after the other: a price never falls back to one that had ended before.
        Assert.Equal(prices.Order(), prices);
        Assert.Equal(2_030, (long)(await SoldAsync(till, Till.Basket()))["subtotalMinor"]!);
    }

    private static async Task<JsonNode> SoldAsync(HttpClient till, object basket)
    {
        var answer = await till.SellAsync(NewKey(), basket);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private static string NewKey() => Guid.NewGuid().ToString();
}
