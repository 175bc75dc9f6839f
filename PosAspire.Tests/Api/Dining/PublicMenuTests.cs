using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Dining;

public sealed class PublicMenuTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("/api/v1/public/menu")]
    [InlineData("/api/public/menu?location=STK1")]
    public async Task Anyone_reads_the_menu_in_the_order_of_the_kitchen(string address)
    {
        using var guest = api.Anonymous();
        var menu = await guest.GetFromJsonAsync<JsonObject>(address);
        Assert.Equal(("STK1", "Steak Kenangan", "IDR"), ((string?)menu!["location"], (string?)menu["name"], (string?)menu["currency"]));
        var categories = menu["categories"]!.AsArray();
        Assert.Equal(["Main", "Pembuka", "Pendamping", "Penutup", "Minuman", "Menu Anak", "Paket Hemat"], categories.Select(category => (string)category!["name"]!));
        Assert.Equal(32, categories.Sum(category => category!["items"]!.AsArray().Count));
        var rendang = categories[0]!["items"]![0]!;
        Assert.Equal(("Rendang Wagyu", "200g", 275_000, 25, 2), (
            (string?)rendang["name"], (string?)rendang["portion"], (int)rendang["priceMinor"]!, (int)rendang["prepMinutes"]!, (int)rendang["spiceLevel"]!));
        Assert.Equal(["dairy", "nuts"], rendang["allergens"]!.AsArray().Select(allergen => (string)allergen!));
    }

    [Fact]
    public async Task A_guest_who_has_the_menu_is_told_so()
    {
        using var guest = api.Anonymous();
        var first = await guest.GetAsync("/api/v1/public/menu");
        Assert.True(first.Headers.CacheControl!.Public);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/public/menu");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await guest.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("NOPE")]
    [InlineData("a-name-that-no-shop-can-have")]
    [InlineData("%00")]
    public async Task A_shop_that_is_not_there_has_no_menu(string location)
    {
        using var guest = api.Anonymous();
        await (await guest.GetAsync($"/api/v1/public/menu?location={location}")).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
    }

    [Theory]
    [InlineData("?lang=en", null, "en", "Mains", "Wagyu Rendang")]
    [InlineData("", "en-GB,en;q=0.9", "en", "Mains", "Wagyu Rendang")]
    [InlineData("?lang=id", "en", "id", "Main", "Rendang Wagyu")]
    [InlineData("", "de", null, "Main", "Rendang Wagyu")]
    [InlineData("?lang=xx", "en", null, "Main", "Rendang Wagyu")]
    public async Task A_guest_reads_it_in_a_language_of_theirs(string query, string? accepted, string? language, string category, string dish)
    {
        using var guest = api.Anonymous();
        if (accepted is not null)
            guest.DefaultRequestHeaders.Add("Accept-Language", accepted);
        var response = await guest.GetAsync($"/api/v1/public/menu{query}");
        var first = (await response.JsonAsync())["categories"]![0]!;
        Assert.Equal((category, dish), ((string?)first["name"], (string?)first["items"]![0]!["name"]));
        Assert.Equal(language, response.Content.Headers.ContentLanguage.SingleOrDefault());
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    [Fact]
    public async Task A_steak_must_be_ordered_with_its_doneness_and_unknown_allergens_are_not_none()
    {
        using var guest = api.Anonymous();
        var menu = await guest.GetFromJsonAsync<JsonObject>("/api/v1/public/menu?lang=en");
        var dishes = menu!["categories"]!.AsArray().SelectMany(category => category!["items"]!.AsArray()).ToDictionary(dish => (string)dish!["name"]!, dish => dish!);
        var doneness = dishes["Wagyu Rib Eye Premium"]["choices"]![0]!;
        Assert.Equal(("Doneness", 1, 1), ((string?)doneness["name"], (int)doneness["minChoices"]!, (int)doneness["maxChoices"]!));
        var side = dishes["Wagyu Rib Eye Premium"]["choices"]![2]!["items"]![2]!;
        Assert.Equal(("French fries", 35_000), ((string?)side["name"], (int)side["priceMinor"]!));
        Assert.Empty(dishes["Steak with Sambal Matah"]["allergens"]!.AsArray());
        Assert.Null(dishes["Wagyu Spring Rolls"]["allergens"]);
    }

    [Fact]
    public async Task A_changed_price_is_on_the_menu_within_seconds()
    {
        using var guest = api.Anonymous();
        var before = (await guest.GetAsync("/api/v1/public/menu")).Headers.ETag;
        await api.Database.ExecuteAsync("UPDATE product_prices SET price_minor = 21000 WHERE product_id = (SELECT id FROM products WHERE sku = 'BVG-SOFT')");
        await Eventually.TrueAsync(async () => (await guest.GetStringAsync("/api/v1/public/menu")).Contains("21000", StringComparison.Ordinal));
        Assert.NotEqual(before, (await guest.GetAsync("/api/v1/public/menu")).Headers.ETag);
    }
}
