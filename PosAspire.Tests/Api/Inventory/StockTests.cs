using System.Net;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Catalog;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Inventory;

public sealed class StockTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Bottle = "013964514766";
    private const string Case = "10088076183237";

    [Fact]
    public async Task A_case_received_is_its_bottles_once_a_key()
    {
        using var manager = await api.SignedInAsync("manager");
        var body = Adjustment("receipt", 2, Case, "Delivery 4711");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => manager.SendJsonAsync(HttpMethod.Post, Adjustments, body, "receive-1")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct());
        var item = (await answers[0].JsonAsync())["items"]![0]!;
        Assert.Equal((24, 12, 36), ((int)item["before"]!, (int)item["change"]!, (int)item["onHand"]!));
        var movement = (await manager.OkAsync(HttpMethod.Get, $"/api/v1/inventory/movements?location=LIQ1&productId={item["productId"]}"))["items"]![0]!;
        Assert.Equal((12, "receipt", "Delivery 4711"), ((int)movement["quantity"]!, (string?)movement["reason"], (string?)movement["note"]));
        await (await manager.SendJsonAsync(HttpMethod.Post, Adjustments, Adjustment("receipt", 3, Case), "receive-1")).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        await (await manager.SendJsonAsync(HttpMethod.Post, Adjustments, body)).ProblemAsync(HttpStatusCode.BadRequest, "idempotency.key_missing");
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task A_count_sets_what_was_found_and_moves_the_difference()
    {
        using var manager = await api.SignedInAsync("manager");
        var product = await ProductAsync("921538");
        var counted = await AdjustAsync(manager, "count", 20, product);
        Assert.Equal((24, -4, 20), ((int)counted["before"]!, (int)counted["change"]!, (int)counted["onHand"]!));
        var again = await AdjustAsync(manager, "count", 20, product);
        Assert.Equal(0, (int)again["change"]!);
        Assert.Equal(2, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM stock_movements WHERE product_id = '{product}'"));
        await AdjustAsync(manager, "breakage", -3, product);
        Assert.Equal(17, await api.Database.ScalarAsync<int>($"SELECT on_hand FROM stock_levels WHERE product_id = '{product}'"));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Theory]
    [InlineData("receipt", -1, "inventory.invalid_adjustment")]
    [InlineData("breakage", 1, "inventory.invalid_adjustment")]
    [InlineData("count", -1, "inventory.invalid_adjustment")]
    [InlineData("adjustment", 0, "inventory.invalid_adjustment")]
    [InlineData("sale", -1, "inventory.invalid_adjustment")]
    [InlineData("magic", 1, "inventory.invalid_adjustment")]
    [InlineData("theft", -25, "inventory.below_zero")]
    public async Task What_cannot_be_so_is_refused_and_nothing_moves(string reason, int quantity, string code)
    {
        using var manager = await api.SignedInAsync("manager");
        var before = await api.Database.ScalarAsync<string>("SELECT concat_ws(' ', count(*), sum(quantity)) FROM stock_movements WHERE reason = 'opening' OR reason = 'theft'");
        using var refused = await manager.SendJsonAsync(HttpMethod.Post, Adjustments, Adjustment(reason, quantity, Bottle), $"{Guid.NewGuid()}");
        await refused.ProblemAsync(refused.StatusCode, code);
        Assert.InRange((int)refused.StatusCode, 400, 499);
        Assert.Equal(before, await api.Database.ScalarAsync<string>("SELECT concat_ws(' ', count(*), sum(quantity)) FROM stock_movements WHERE reason = 'opening' OR reason = 'theft'"));
    }

    [Fact]
    public async Task A_dish_has_no_stock()
    {
        using var manager = await api.SignedInAsync("manager");
        var dish = await ProductAsync("WGY-RNDG");
        var body = new { location = "STK1", reason = "receipt", lines = new[] { new { productId = dish, quantity = 1 } } };
        await (await manager.SendJsonAsync(HttpMethod.Post, Adjustments, body, "dish")).ProblemAsync(HttpStatusCode.UnprocessableEntity, "inventory.not_stocked");
        await (await manager.SendJsonAsync(HttpMethod.Put, $"/api/v1/inventory/levels/{dish}", new { location = "STK1", policy = "warn" })).ProblemAsync(HttpStatusCode.UnprocessableEntity, "inventory.not_stocked");
    }

    [Fact]
    public async Task A_product_at_its_reorder_point_is_on_the_list()
    {
        using var manager = await api.SignedInAsync("manager");
        var product = await ProductAsync("37020");
        var level = await manager.OkAsync(HttpMethod.Put, $"/api/v1/inventory/levels/{product}", new { location = "LIQ1", policy = "warn", reorderPoint = 24, version = 1 });
        Assert.Equal(("warn", 24, 2), ((string?)level["policy"], (int)level["reorderPoint"]!, (int)level["version"]!));
        await (await manager.SendJsonAsync(HttpMethod.Put, $"/api/v1/inventory/levels/{product}", new { location = "LIQ1", policy = "block", version = 1 })).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        Assert.Equal(["37020"], await LowAsync(manager));
        await AdjustAsync(manager, "receipt", 1, product);
        Assert.Empty(await LowAsync(manager));
        await (await manager.SendJsonAsync(HttpMethod.Put, $"/api/v1/inventory/levels/{product}", new { location = "LIQ1", policy = "maybe" })).ProblemAsync(HttpStatusCode.BadRequest, "inventory.invalid_level");
    }

    [Fact]
    public async Task A_product_that_may_go_below_zero_does_and_cannot_be_blocked_there()
    {
        using var manager = await api.SignedInAsync("manager");
        var product = await ProductAsync("26789");
        await manager.OkAsync(HttpMethod.Put, $"/api/v1/inventory/levels/{product}", new { location = "LIQ1", policy = "allow" });
        Assert.Equal(-6, (int)(await AdjustAsync(manager, "adjustment", -30, product))["onHand"]!);
        await (await manager.SendJsonAsync(HttpMethod.Put, $"/api/v1/inventory/levels/{product}", new { location = "LIQ1", policy = "block" })).ProblemAsync(HttpStatusCode.Conflict, "inventory.below_zero");
    }

    [Fact]
    public async Task A_product_that_the_shop_never_had_gets_a_level_with_its_first_receipt()
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await manager.CategoryAsync("Never had");
        var product = (Guid)(await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("NEW-1", category, barcode: "9002490100070")))["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AdjustAsync(manager, "receipt", 2, product)));
        Assert.Equal([2, 4, 6, 8, 10, 12], answers.Select(item => (int)item["onHand"]!).Order());
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task Sales_and_adjustments_at_once_leave_movements_that_make_the_level()
    {
        using var manager = await api.SignedInAsync("manager");
        using var till = await api.SignedInAsync();
        var product = await ProductAsync("930710");
        await AdjustAsync(manager, "receipt", 200, product);
        var sales = Enumerable.Range(0, 60).Select(number => till.SellAsync($"mixed-{number}", Till.Basket(barcode: Bottle)));
        var changes = Enumerable.Range(0, 60).Select(number => AdjustAsync(manager, number % 2 == 0 ? "receipt" : "breakage", number % 2 == 0 ? 3 : -1, product));
        var sold = await Task.WhenAll(sales);
        await Task.WhenAll(changes);
        Assert.All(sold, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(24 + 200 - 60 + 90 - 30, await api.Database.ScalarAsync<int>($"SELECT on_hand FROM stock_levels WHERE product_id = '{product}'"));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task Levels_and_movements_are_read_page_by_page()
    {
        using var manager = await api.SignedInAsync("manager");
        var first = await manager.OkAsync(HttpMethod.Get, "/api/v1/inventory/levels?location=LIQ1&limit=2");
        var second = await manager.OkAsync(HttpMethod.Get, $"/api/v1/inventory/levels?location=LIQ1&limit=2&after={first["next"]}");
        Assert.True(string.CompareOrdinal((string?)first["items"]![1]!["sku"], (string?)second["items"]![0]!["sku"]) < 0);
        var moved = await manager.OkAsync(HttpMethod.Get, "/api/v1/inventory/movements?location=LIQ1&limit=1");
        Assert.NotEqual((string?)moved["items"]![0]!["id"], (string?)(await manager.OkAsync(HttpMethod.Get, $"/api/v1/inventory/movements?location=LIQ1&limit=1&after={moved["next"]}"))["items"]![0]!["id"]);
        await (await manager.GetAsync("/api/v1/inventory/levels?location=LIQ1&limit=0")).ProblemAsync(HttpStatusCode.BadRequest, "request.invalid_parameter");
    }

    private const string Adjustments = "/api/v1/inventory/adjustments";

    private static object Adjustment(string reason, int quantity, string barcode, string? note = null) =>
        new { location = "LIQ1", reason, note, lines = new[] { new { barcode, quantity } } };

    private static async Task<JsonNode> AdjustAsync(HttpClient manager, string reason, int quantity, Guid product)
    {
        var body = new { location = "LIQ1", reason, lines = new[] { new { productId = product, quantity } } };
        using var answer = await manager.SendJsonAsync(HttpMethod.Post, Adjustments, body, $"{Guid.NewGuid()}");
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync())["items"]![0]!;
    }

    private static async Task<IEnumerable<string>> LowAsync(HttpClient manager) =>
        (await manager.OkAsync(HttpMethod.Get, "/api/v1/inventory/low-stock?location=LIQ1"))["items"]!.AsArray().Select(item => (string)item!["sku"]!);

    private Task<Guid> ProductAsync(string sku) => api.Database.ScalarAsync<Guid>($"SELECT id FROM products WHERE sku = '{sku}'");
}
