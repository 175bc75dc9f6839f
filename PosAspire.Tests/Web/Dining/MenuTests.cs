using System.Net;

namespace PosAspire.Tests.Web.Dining;

public class MenuTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_guest_reads_dishes_prices_and_warnings_without_signing_in()
    {
        using var guest = new TillForm(fixture.Web.Client());
        await guest.Get("/menu?lang=id");

        Assert.Equal(HttpStatusCode.OK, guest.Status);
        Assert.Contains("Rendang Wagyu 200g 25 menit sedang Mengandung susu, kacang Rp 275.000", guest.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"id\"", guest.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB,en;q=0.9", "25 min")]
    [InlineData("de;q=0.9,id;q=0.8", "25 menit")]
    [InlineData("de", "25 min")]
    public async Task The_pages_words_follow_the_browser_until_the_guest_chooses(string accepted, string words)
    {
        using var guest = new TillForm(fixture.Web.Client());
        guest.Client.DefaultRequestHeaders.Add("Accept-Language", accepted);
        await guest.Get("/menu");
        Assert.Contains(words + " ", guest.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dish_without_stated_allergens_is_never_called_free_of_them()
    {
        using var guest = new TillForm(fixture.Web.Client());
        await guest.Get("/menu?lang=en");
        Assert.Contains("Lumpia Wagyu 6 pieces 12 min Allergens: please ask us", guest.Text, StringComparison.Ordinal);
    }
}
