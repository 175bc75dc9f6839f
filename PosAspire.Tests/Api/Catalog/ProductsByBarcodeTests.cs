using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Catalog;

public sealed class ProductsByBarcodeTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    // expected_products_open.json: scans that belong to one item.
    [InlineData("000400203940", "64250")]
    [InlineData("013964514766", "930710")]
    [InlineData("016976811007", "953665")]
    [InlineData("13964514766", "930710")]
    [InlineData("0013964514766", "930710")]
    public async Task A_scan_finds_its_one_product_also_when_zeros_are_missing(string scan, string item)
    {
        var found = Assert.Single(await FindAsync(scan));
        Assert.Equal(("bottle", 1, "USD", 24), ((string?)found["unit"], (int)found["unitQuantity"]!, (string?)found["currency"], (int)found["onHand"]!));
        Assert.Equal([item], await SkusAsync([found]));
    }

    [Theory]
    // expected_products_open.json: scans that several items share.
    [InlineData("158932454122", "25512 26010")]
    [InlineData("617768141052", "33661 33663 34008")]
    [InlineData("618053333343", "89757 903241 903309 904916 905163")]
    public async Task A_scan_that_several_products_share_lists_them_all(string scan, string items) =>
        Assert.Equal(items, string.Join(' ', (await SkusAsync(await FindAsync(scan))).Order(StringComparer.Ordinal)));

    [Fact]
    public async Task A_case_carries_its_quantity_and_the_price_of_all_its_bottles()
    {
        var found = Assert.Single(await FindAsync("10088076183237"));
        Assert.Equal(("case", 6, 6 * 1_568), ((string?)found["unit"], (int)found["unitQuantity"]!, (int)found["priceMinor"]!));
    }

    [Theory]
    [InlineData("4006381333931", "LIQ1", 404, "catalog.unknown_barcode")]
    [InlineData("000400203940", "STK1", 404, "catalog.unknown_barcode")]
    [InlineData("000400203940", "NOPE", 404, "location.unknown")]
    [InlineData("000400203941", "LIQ1", 400, "catalog.invalid_barcode")]
    [InlineData("04182635", "LIQ1", 404, "catalog.unknown_barcode")]
    [InlineData("(10)LOT7", "LIQ1", 400, "catalog.invalid_barcode")]
    [InlineData("abc", "LIQ1", 400, "catalog.invalid_barcode")]
    [InlineData("%F0%9F%8D%BE", "LIQ1", 400, "catalog.invalid_barcode")]
    public async Task What_is_not_found_says_why(string scan, string location, int status, string code)
    {
        using var till = await api.SignedInAsync("kitchen");
        await (await till.GetAsync($"/api/v1/products/by-barcode/{scan}?location={location}")).ProblemAsync((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task A_scan_without_a_location_says_so()
    {
        using var till = await api.SignedInAsync();
        await (await till.GetAsync("/api/v1/products/by-barcode/000400203940")).ProblemAsync(HttpStatusCode.BadRequest, "request.missing_parameter");
    }

    [Theory]
    [InlineData("]E00013964514766")]
    [InlineData("]C1010001396451476610LOT7%1D17271231")]
    [InlineData("(01)00013964514766(17)271231(10)LOT7")]
    [InlineData("https:%2F%2Fid.example%2F01%2F00013964514766%2F10%2FLOT7")]
    public async Task What_scanners_send_beside_the_number_does_not_hide_the_product(string scan) =>
        Assert.Equal(["930710"], await SkusOrNoneAsync(scan));

    [Fact]
    public async Task A_label_tells_lot_and_last_day()
    {
        using var till = await api.SignedInAsync();
        var found = await till.GetFromJsonAsync<JsonObject>("/api/v1/products/by-barcode/(01)00013964514766(17)271231(10)LOT7?location=LIQ1");
        Assert.Equal(("LOT7", "2027-12-31"), ((string?)found!["label"]!["lot"], (string?)found["label"]!["expires"]));
        Assert.Null(found["items"]![0]!["onHand"]);
    }

    [Fact]
    public async Task A_price_inside_the_code_is_the_price_and_a_short_code_finds_the_long_one()
    {
        await api.Database.ExecuteAsync(
            """
            INSERT INTO product_barcodes (gtin, product_id, unit, quantity, price_embedded) SELECT '00220812000009', id, 'each', 1, true FROM products WHERE sku = '930710';
            INSERT INTO product_barcodes (gtin, product_id, unit, quantity) SELECT '00041800000265', id, 'bottle', 1 FROM products WHERE sku = '64250';
            """);
        await Eventually.TrueAsync(async () => (await SkusOrNoneAsync("04182635")).Count == 1);
        Assert.Equal(["64250"], await SkusOrNoneAsync("04182635"));
        var found = Assert.Single(await FindAsync("220812713657"));
        Assert.Equal((1_365, "00220812000009"), ((int)found["priceMinor"]!, (string?)found["barcode"]));
        Assert.Empty(await SkusOrNoneAsync("220812000009"));
    }

    private async Task<List<string>> SkusOrNoneAsync(string scan)
    {
        using var till = await api.SignedInAsync();
        using var answer = await till.GetAsync($"/api/v1/products/by-barcode/{scan}?location=LIQ1");
        return answer.IsSuccessStatusCode ? await SkusAsync((await answer.JsonAsync())["items"]!.AsArray()!) : [];
    }

    private async Task<List<JsonNode>> FindAsync(string scan)
    {
        using var till = await api.SignedInAsync();
        var found = await till.GetFromJsonAsync<JsonObject>($"/api/v1/products/by-barcode/{scan}?location=LIQ1&stock=true");
        return [.. found!["items"]!.AsArray().Select(item => item!)];
    }

    private async Task<List<string>> SkusAsync(IEnumerable<JsonNode?> items) =>
        await api.Database.LinesAsync($"SELECT sku FROM products WHERE id IN ({string.Join(',', items.Select(item => $"'{item!["productId"]}'"))})");
}
