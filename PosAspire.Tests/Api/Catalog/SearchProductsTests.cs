using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Catalog;

public sealed class SearchProductsTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("jhonnie waker black", "JOHNNIE WALKER BLACK")]
    [InlineData("black velvet", "BLACK VELVET")]
    [InlineData("blak velvte", "BLACK VELVET")]
    [InlineData("hawkeye vod", "HAWKEYE VODKA")]
    public async Task A_cashier_finds_what_was_meant(string typed, string name)
    {
        var found = await FindAsync($"q={typed}");
        Assert.StartsWith(name, (string?)found[0]!["name"], StringComparison.Ordinal);
        Assert.Equal("USD", (string?)found[0]!["currency"]);
    }

    [Theory]
    [InlineData("q=black velvet&limit=3", 3)]
    [InlineData("q=013964514766", 1)]
    [InlineData("q=930710", 1)]
    [InlineData("q=bistik jawa wagyu", 0)]
    [InlineData("q=black velvet&category=NO SUCH", 0)]
    public async Task A_search_is_narrowed_by_shop_category_and_number(string query, int count) => Assert.Equal(count, (await FindAsync(query)).Count);

    [Fact]
    public async Task Stock_is_told_when_it_is_asked_for()
    {
        Assert.Null((await FindAsync("q=930710"))[0]!["onHand"]);
        Assert.Equal(24, (int?)(await FindAsync("q=930710&stock=true"))[0]!["onHand"]);
    }

    [Fact]
    public async Task A_dish_says_whether_something_must_be_chosen()
    {
        var found = await FindAsync("q=es teh", "STK1");
        Assert.NotEmpty(found);
        Assert.False((bool)found[0]!["needsChoice"]!);
    }

    [Fact]
    public async Task What_changes_in_the_database_is_found_by_its_new_name()
    {
        await api.Database.ExecuteAsync("UPDATE products SET name = 'Quokka Juniper Spirit', brand = 'Rottnest' WHERE sku = '64250'");
        await Eventually.TrueAsync(async () => (await FindAsync("q=quoka rotnest")).Count == 1);
        await api.Database.ExecuteAsync("UPDATE products SET is_active = false WHERE sku = '64250'");
        await Eventually.TrueAsync(async () => (await FindAsync("q=quokka juniper")).Count == 0);
    }

    [Theory]
    [InlineData("q=&location=LIQ1", HttpStatusCode.BadRequest, "request.invalid_parameter")]
    [InlineData("q=rum&limit=0&location=LIQ1", HttpStatusCode.BadRequest, "request.invalid_parameter")]
    [InlineData("q=rum&limit=101&location=LIQ1", HttpStatusCode.BadRequest, "request.invalid_parameter")]
    [InlineData("q=rum&location=NOPE", HttpStatusCode.NotFound, "location.unknown")]
    [InlineData("location=LIQ1", HttpStatusCode.BadRequest, "request.missing_parameter")]
    public async Task What_cannot_be_searched_says_why(string query, HttpStatusCode status, string code)
    {
        using var till = await api.SignedInAsync();
        await (await till.GetAsync($"/api/v1/products/search?{query}")).ProblemAsync(status, code);
    }

    private async Task<JsonArray> FindAsync(string query, string location = "LIQ1")
    {
        using var till = await api.SignedInAsync();
        return (await till.GetFromJsonAsync<JsonObject>($"/api/v1/products/search?location={location}&{query}"))!["items"]!.AsArray();
    }
}
