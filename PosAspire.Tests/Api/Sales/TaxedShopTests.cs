using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

/// <summary>Tax settings of a shop, from its tables to the receipt.</summary>
public sealed class TaxedShopTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_tax_inside_the_price_on_some_categories_and_one_on_top_of_everything()
    {
        using var waiter = await api.SignedInAsync("server");
        var (rendang, rice) = (await api.Database.DishAsync(), await api.Database.DishAsync("Nasi Putih"));
        await SettleTaxesAsync(
            $"""
            UPDATE locations SET service_rate = 0 WHERE code = 'STK1';
            INSERT INTO location_taxes (location_id, position, name, rate, base, rounding, is_included, scope)
            SELECT id, 2, 'Luxury', 0.25, 'net', 'half_up', true, 'only' FROM locations WHERE code = 'STK1';
            INSERT INTO location_tax_categories (location_id, position, category_id)
            SELECT l.id, 2, p.category_id FROM locations l, products p WHERE l.code = 'STK1' AND p.id = '{rendang}';
            """);

        var order = await waiter.OpenAsync(Table.Lines((rendang, 1), (rice, 1))).OrderAsync();

        // 275,000 hold 55,000 of luxury tax, the rice holds none; PB1 is 10 % of what is left of both.
        var rest = (long)order["subtotalMinor"]! - 55_000;
        Assert.Equal([("PB1", rest / 10, false), ("Luxury", 55_000, true)], order["taxes"]!.AsArray().Select(Tax));
        Assert.Equal((55_000, (long)order["subtotalMinor"]! + (rest / 10)), ((long)order["taxIncludedMinor"]!, (long)order["totalMinor"]!));
        var receipt = await waiter.GetStringAsync($"/api/v1/orders/{order["id"]}/receipt");
        Assert.Matches(@"  of which Luxury 25% +Rp 55\.000\n", receipt);

        // What the tax falls on changes, and the next order knows at once.
        await SettleTaxesAsync("DELETE FROM location_tax_categories");
        var later = await waiter.AddAsync((string)order["id"]!, Table.Lines((rice, 1))).OrderAsync();
        Assert.Equal(0, (long)later["taxIncludedMinor"]!);
    }

    private async Task SettleTaxesAsync(string sql)
    {
        var before = await api.Database.ScalarAsync<long>("SELECT version FROM catalog_state");
        await api.Database.ExecuteAsync(sql);
        Assert.True(await api.Database.ScalarAsync<long>("SELECT version FROM catalog_state") > before, "The catalogue's version did not rise.");
    }

    private static (string, long, bool) Tax(JsonNode? tax) => ((string)tax!["name"]!, (long)tax["amountMinor"]!, (bool)tax["included"]!);
}
