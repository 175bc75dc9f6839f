using System.Net;

namespace PosAspire.Tests.Web.Dining;

public class MenuTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task A_guest_reads_dishes_prices_and_warnings_without_signing_in()
    {
        using var guest = new TillForm(fixture.Shop.Client());
        await guest.Get("/menu?lang=id");

        Assert.Equal(HttpStatusCode.OK, guest.Status);
        Assert.Contains("Rendang Wagyu 200g 25 mnt sedang", guest.Text, StringComparison.Ordinal);
        Assert.Contains("Mengandung susu, kacang", guest.Text, StringComparison.Ordinal);
        Assert.Contains("Rp\u00a0275.000", guest.Page.Replace("&#xA0;", "\u00a0", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"id\"", guest.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB,en;q=0.9", "25 min ", "Wagyu Rendang")]
    [InlineData("de;q=0.9,id;q=0.8", "25 mnt ", "Rendang Wagyu")]
    [InlineData("de", "25 min ", "Wagyu Rendang")]
    public async Task The_page_follows_the_browser_until_the_guest_chooses(string accepted, string words, string dish)
    {
        using var guest = new TillForm(fixture.Shop.Client());
        guest.Client.DefaultRequestHeaders.Add("Accept-Language", accepted);
        await guest.Get("/menu");
        Assert.Contains(words, guest.Text, StringComparison.Ordinal);
        Assert.Contains(dish, guest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dish_without_stated_allergens_is_never_called_free_of_them()
    {
        using var guest = new TillForm(fixture.Shop.Client());
        await guest.Get("/menu?lang=en");
        var dish = guest.Text[guest.Text.IndexOf("Wagyu Spring Rolls", StringComparison.Ordinal)..];
        Assert.StartsWith("Allergens: please ask us", dish[dish.IndexOf("Allergens", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dish_that_is_sold_out_is_said_to_be_and_nothing_else_is()
    {
        var dish = await fixture.Shop.Read<Guid>("SELECT id FROM products WHERE sku = 'WGY-RNDG'");
        using var cook = await fixture.Shop.Api("kitchen");
        using var guest = new TillForm(fixture.Shop.Client());
        await cook.PutAsync(new Uri($"/api/v1/dining/STK1/out/{dish}", UriKind.Relative), null);
        await guest.Get("/menu/STK1?lang=id");
        Assert.Equal(2, guest.Text.Split("Habis").Length);
        await cook.DeleteAsync(new Uri($"/api/v1/dining/STK1/out/{dish}", UriKind.Relative));
        await guest.Get("/menu/STK1?lang=id");
        Assert.DoesNotContain("Habis", guest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_sees_whether_it_is_open_and_all_of_its_hours()
    {
        using var guest = new TillForm(fixture.Shop.Client());
        await fixture.Shop.Execute("DELETE FROM opening_hours WHERE location_id = (SELECT id FROM locations WHERE code = 'STK1')");
        await OpenAsync("SELECT id, d, '00:00', '00:00' FROM locations, generate_series(1, 7) AS d WHERE code = 'STK1'");
        await SeesAsync(guest, "Open now");
        await fixture.Shop.Execute("DELETE FROM opening_hours WHERE location_id = (SELECT id FROM locations WHERE code = 'STK1')");
        await OpenAsync("SELECT id, 1 + (extract(isodow FROM now() AT TIME ZONE 'Asia/Jakarta')::int + 2) % 7, '17:30', '01:15' FROM locations WHERE code = 'STK1'");
        await SeesAsync(guest, "day at 17:30");
        Assert.Contains("17:30–01:15", guest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_restaurants_a_guest_chooses_one()
    {
        using var guest = new TillForm(fixture.Shop.Client());
        await fixture.Shop.Execute("UPDATE locations SET profile = 'restaurant' WHERE code = 'LIQ1'");
        await SeesAsync(guest, "Our restaurants", "/menu?lang=en");
        Assert.Contains("href=\"/menu/STK1?lang=en\"", guest.Page, StringComparison.Ordinal);
        await fixture.Shop.Execute("UPDATE locations SET profile = 'retail' WHERE code = 'LIQ1'");
        await guest.Get("/menu/NOPE");
        Assert.Equal(HttpStatusCode.NotFound, guest.Status);
    }

    private Task<int> OpenAsync(string rows) => fixture.Shop.Execute($"INSERT INTO opening_hours (location_id, day, opens, closes) SELECT r.id, r.d, r.o::time, r.c::time FROM ({rows}) AS r (id, d, o, c)");

    // The catalogue in Api's memory is a second behind what a test writes past it.
    private static Task SeesAsync(TillForm guest, string words, string path = "/menu/STK1?lang=en") => Support.Eventually.TrueAsync(async () =>
    {
        await guest.Get(path);
        return guest.Text.Contains(words, StringComparison.Ordinal);
    });
}
