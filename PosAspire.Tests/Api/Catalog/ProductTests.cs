using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Catalog;

public sealed class ProductTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_new_product_can_be_scanned_searched_and_sold_at_once()
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await manager.CategoryAsync("Test one");
        var sheet = await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("T-1", category, "Zweigelt Test", barcode: "9002490100070"));
        Assert.Equal(("T-1", 1, "Test one", true), ((string?)sheet["sku"], (int)sheet["version"]!, (string?)sheet["category"], (bool)sheet["isActive"]!));
        Assert.Equal(["09002490100070", "10088004035898"], sheet["barcodes"]!.AsArray().Select(barcode => (string)barcode!["barcode"]!));

        using var till = await api.SignedInAsync();
        var scanned = await till.OkAsync(HttpMethod.Get, "/api/v1/products/by-barcode/9002490100070?location=LIQ1");
        Assert.Equal(("Zweigelt Test", 1_000), ((string?)scanned["items"]![0]!["name"], (int)scanned["items"]![0]!["priceMinor"]!));
        await Eventually.TrueAsync(async () => (await till.OkAsync(HttpMethod.Get, "/api/v1/products/search?location=LIQ1&q=zweiglet")).ToString().Contains("Zweigelt", StringComparison.Ordinal));
        Assert.Equal(sheet.ToString(), (await till.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}")).ToString());
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_says_who_changed_the_price()
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await manager.CategoryAsync("Test two");
        var sheet = await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("T-2", category));
        var address = $"/api/v1/products/{sheet["id"]}";
        var changed = await manager.OkAsync(HttpMethod.Put, address, Shelf.Product("T-2", category, price: 1_250, version: 1));
        Assert.Equal((2, 1_250), ((int)changed["version"]!, (int)changed["prices"]![0]!["priceMinor"]!));
        await (await manager.SendJsonAsync(HttpMethod.Put, address, Shelf.Product("T-2", category, price: 1, version: 1))).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        await (await manager.SendJsonAsync(HttpMethod.Put, address, Shelf.Product("T-2", category))).ProblemAsync(HttpStatusCode.BadRequest, "catalog.invalid_product");

        var history = (await manager.OkAsync(HttpMethod.Get, $"{address}/price-changes"))["items"]!.AsArray();
        Assert.Equal(
            [(1_000, 1_250, "Demo manager"), ((int?)null, 1_000, "Demo manager")],
            history.Select(row => ((int?)row!["beforeMinor"], (int?)row["afterMinor"], (string?)row["who"])));
        Assert.Equal(["product.changed", "product.created"], await api.Database.LinesAsync($"SELECT action FROM audit_entries WHERE subject_id = '{sheet["id"]}' ORDER BY action"));
    }

    [Fact]
    public async Task Of_many_changes_of_one_version_one_wins()
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await manager.CategoryAsync("Test three");
        var sheet = await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("T-3", category));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            manager.SendJsonAsync(HttpMethod.Put, $"/api/v1/products/{sheet["id"]}", Shelf.Product("T-3", category, price: 2_000 + number, version: 1))));
        Assert.Equal((1, 7), (answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict)));
    }

    [Fact]
    public async Task A_product_out_of_sale_is_not_sold_and_stays_in_the_books()
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await manager.CategoryAsync("Test four");
        var sheet = await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("T-4", category, barcode: "96385074"));
        await manager.OkAsync(HttpMethod.Delete, $"/api/v1/products/{sheet["id"]}");
        await manager.OkAsync(HttpMethod.Delete, $"/api/v1/products/{sheet["id"]}");
        await (await manager.GetAsync("/api/v1/products/by-barcode/96385074?location=LIQ1")).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_barcode");
        Assert.False((bool)(await manager.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}"))["isActive"]!);
    }

    [Theory]
    [InlineData("sku", "\"\"", "catalog.invalid_product")]
    [InlineData("name", "\"  \"", "catalog.invalid_product")]
    [InlineData("name", "\"a\\u0000b\"", "catalog.invalid_product")]
    [InlineData("sku", "\"64250\"", "catalog.sku_taken")]
    [InlineData("categoryId", "\"00000000-0000-0000-0000-000000000000\"", "catalog.unknown_category")]
    [InlineData("barcodes", "[{\"barcode\":\"4006381333932\",\"unit\":\"bottle\",\"quantity\":1}]", "catalog.invalid_barcode")]
    [InlineData("barcodes", "[{\"barcode\":\"4006381333931\",\"unit\":\"barrel\",\"quantity\":1}]", "catalog.invalid_product")]
    [InlineData("barcodes", "[{\"barcode\":\"4006381333931\",\"unit\":\"bottle\",\"quantity\":0}]", "catalog.invalid_product")]
    [InlineData("barcodes", "[{\"barcode\":\"4006381333931\",\"unit\":\"each\",\"quantity\":1,\"priceEmbedded\":true}]", "catalog.invalid_product")]
    [InlineData("prices", "[{\"priceList\":\"iowa\",\"priceMinor\":-1}]", "catalog.invalid_product")]
    [InlineData("prices", "[{\"priceList\":\"nowhere\",\"priceMinor\":1}]", "catalog.unknown_price_list")]
    [InlineData("modifierGroups", "[\"00000000-0000-0000-0000-000000000001\"]", "catalog.unknown_modifier_group")]
    [InlineData("translations", "[{\"language\":\"english\",\"name\":\"x\"}]", "catalog.invalid_product")]
    [InlineData("menu", "{\"position\":1,\"spiceLevel\":9}", "catalog.invalid_product")]
    public async Task What_is_no_product_says_why_and_leaves_nothing(string field, string json, string code)
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await api.Database.ScalarAsync<Guid>("SELECT id FROM categories LIMIT 1");
        var product = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Shelf.Product($"X-{Guid.NewGuid():N}", category)))!.AsObject();
        product[field] = JsonNode.Parse(json);
        var before = await api.Database.ScalarAsync<string>("SELECT concat_ws(' ', (SELECT count(*) FROM products), (SELECT count(*) FROM audit_entries WHERE action LIKE 'product%'))");
        using var refused = await manager.PostAsJsonAsync("/api/v1/products", product);
        await refused.ProblemAsync(refused.StatusCode, code);
        Assert.InRange((int)refused.StatusCode, 400, 499);
        Assert.Equal(before, await api.Database.ScalarAsync<string>("SELECT concat_ws(' ', (SELECT count(*) FROM products), (SELECT count(*) FROM audit_entries WHERE action LIKE 'product%'))"));
    }

    [Fact]
    public async Task Who_manages_one_shop_changes_only_what_that_shop_sells()
    {
        using var manager = await api.SignedInAsync("manager");
        var category = await manager.CategoryAsync("Test five");
        var sheet = await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("T-5", category));
        using var elsewhere = api.With(TestTokens.Make(token => token.Claims["roles"] = new[] { "manager@STK1" }));
        await (await elsewhere.SendJsonAsync(HttpMethod.Put, $"/api/v1/products/{sheet["id"]}", Shelf.Product("T-5", category, version: 1))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await elsewhere.SendJsonAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("T-6", category))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await elsewhere.SendJsonAsync(HttpMethod.Delete, $"/api/v1/products/{sheet["id"]}")).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        Assert.Empty((await elsewhere.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}/price-changes"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_catalogue_is_read_page_by_page_without_holes()
    {
        using var till = await api.SignedInAsync();
        List<string> skus = [];
        string? after = null;
        do
        {
            var page = await till.OkAsync(HttpMethod.Get, $"/api/v1/products?location=STK1&limit=10{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            skus.AddRange(page["items"]!.AsArray().Select(item => (string)item!["sku"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        Assert.Equal((32, 32), (skus.Count, skus.Distinct().Count()));
    }
}
