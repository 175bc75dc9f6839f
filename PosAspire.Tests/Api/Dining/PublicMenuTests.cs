using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

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
}
