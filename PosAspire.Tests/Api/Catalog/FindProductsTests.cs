using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Catalog;

public sealed class FindProductsTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Whoever_runs_a_shop_finds_what_is_out_of_sale_too()
    {
        using var manager = await api.SignedInAsync("manager");
        var sheet = await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("FIND-1", await manager.CategoryAsync("Found"), "Quetschelikör", barcode: "9002490100070"));
        await manager.OkAsync(HttpMethod.Delete, $"/api/v1/products/{sheet["id"]}");
        await Eventually.TrueAsync(async () => await NamesAsync(manager, "q=quetsche") is ["Quetschelikör"]);
        Assert.Equal(["Quetschelikör"], await NamesAsync(manager, "q=9002490100070&location=LIQ1&active=false"));
        Assert.Empty(await NamesAsync(manager, "q=quetsche&active=true"));
        Assert.Empty(await NamesAsync(manager, "q=quetsche&location=STK1"));
    }

    [Fact]
    public async Task Levels_are_searched_and_movements_say_who()
    {
        using var manager = await api.SignedInAsync("manager");
        await manager.SellAsync("find-levels", Till.Basket());
        var level = Assert.Single((await manager.OkAsync(HttpMethod.Get, $"/api/v1/inventory/levels?location=LIQ1&q={Till.Averna}"))["items"]!.AsArray())!;
        Assert.Equal("AVERNA AMARO", (string?)level["name"]);
        var moved = (await manager.OkAsync(HttpMethod.Get, $"/api/v1/inventory/movements?location=LIQ1&productId={level["productId"]}&limit=1"))["items"]![0]!;
        Assert.Equal((-1, "Demo manager"), ((int)moved["quantity"]!, (string?)moved["who"]));
    }

    [Fact]
    public async Task A_day_is_summed_up_and_an_order_is_found_by_its_amount()
    {
        using var manager = await api.SignedInAsync("manager");
        var order = await (await manager.SellAsync("find-amount", Till.Basket(quantity: 7))).JsonAsync();
        var day = await manager.OkAsync(HttpMethod.Get, "/api/v1/orders/summary?location=LIQ1");
        Assert.True((int)day["sales"]! >= 1 && (long)day["totalMinor"]! >= (long)order["totalMinor"]!);
        foreach (var amount in new[] { order["totalMinor"], order["dueMinor"] })
        {
            var found = (await manager.OkAsync(HttpMethod.Get, $"/api/v1/orders?location=LIQ1&amountMinor={amount}"))["items"]!.AsArray();
            Assert.Equal((string?)order["id"], (string?)Assert.Single(found)!["id"]);
        }
    }

    private static async Task<string[]> NamesAsync(HttpClient manager, string query) =>
        [.. (await manager.OkAsync(HttpMethod.Get, $"/api/v1/products?{query}"))["items"]!.AsArray().Select(row => (string)row!["name"]!)];
}
