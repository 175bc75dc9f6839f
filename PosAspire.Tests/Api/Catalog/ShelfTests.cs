using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales;

namespace PosAspire.Tests.Api.Catalog;

public sealed class ShelfTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task What_was_sold_most_comes_first_and_its_category_too()
    {
        using var till = await api.SignedInAsync();
        for (var sale = 0; sale < 3; sale++)
            (await till.SellAsync($"shelf-{sale}", Till.Basket())).EnsureSuccessStatusCode();
        (await till.SellAsync("shelf-other", Till.Basket(barcode: "018200203114"))).EnsureSuccessStatusCode();

        var shelf = await ReadAsync(till, "location=LIQ1&limit=5");
        var names = shelf["items"]!.AsArray().Select(item => (string)item!["name"]!).ToArray();
        Assert.Equal(5, names.Length);
        Assert.Equal("AVERNA AMARO", names[0]);
        Assert.NotEqual("AVERNA AMARO", names[1]);
        Assert.Equal((string?)shelf["items"]![0]!["category"], (string?)shelf["categories"]![0]!["name"]);
        Assert.Equal(5, (int?)shelf["next"]);
    }

    [Fact]
    public async Task The_pages_of_a_category_show_each_of_its_products_once()
    {
        using var till = await api.SignedInAsync();
        var category = (await ReadAsync(till, "location=STK1"))["categories"]!.AsArray().First(category => (int)category!["products"]! is > 3)!;
        var (name, count) = (Uri.EscapeDataString((string)category["name"]!), (int)category["products"]!);
        List<string> seen = [];
        int? next = 0;
        while (next is not null)
        {
            var page = await ReadAsync(till, $"location=STK1&category={name}&limit=3&skip={next}");
            Assert.Empty(page["categories"]!.AsArray());
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["productId"]!));
            next = (int?)page["next"];
        }

        Assert.Equal(count, seen.Distinct().Count());
        Assert.Equal(count, seen.Count);
    }

    [Theory]
    [InlineData("location=LIQ1&limit=0", HttpStatusCode.BadRequest, "request.invalid_parameter")]
    [InlineData("location=NOPE", HttpStatusCode.NotFound, "location.unknown")]
    public async Task What_cannot_be_shown_says_why(string query, HttpStatusCode status, string code)
    {
        using var till = await api.SignedInAsync();
        await (await till.GetAsync($"/api/v1/products/shelf?{query}")).ProblemAsync(status, code);
    }

    private static async Task<JsonObject> ReadAsync(HttpClient till, string query) =>
        (await till.GetFromJsonAsync<JsonObject>($"/api/v1/products/shelf?{query}"))!;
}
