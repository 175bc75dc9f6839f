using System.Net;

namespace PosAspire.Tests.Web.Dining;

/// <summary>The page by which guests follow their order, without scripts: what each state says.</summary>
public class TrackTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task A_guest_sees_what_was_ordered_the_tax_and_the_total()
    {
        var (_, token) = await fixture.Shop.SentTakeawayAsync("Rendang Wagyu", "Es Teh Manis");
        using var guest = new TillForm(fixture.Shop.Client());
        await guest.Get($"/track/{token}?lang=en");
        Assert.Equal(HttpStatusCode.OK, guest.Status);
        foreach (var words in (string[])["We are preparing it", "Rendang Wagyu", "Es Teh Manis", "Being prepared", "Service", "PB1", "Total", "Not paid yet"])
            Assert.Contains(words, guest.Text, StringComparison.Ordinal);
        Assert.Contains("every 5s", guest.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_asks_no_more_when_nothing_can_change()
    {
        var (id, token) = await fixture.Shop.SentTakeawayAsync("Rendang Wagyu");
        await fixture.Shop.Execute($"UPDATE orders SET status = 'cancelled', reason = 'test' WHERE id = '{id}'");
        using var guest = new TillForm(fixture.Shop.Client());
        await guest.Get($"/track/{token}?lang=id");
        Assert.Contains("Dibatalkan", guest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("every 5s", guest.Page, StringComparison.Ordinal);
        guest.Client.DefaultRequestHeaders.Add("HX-Request", "true");
        await guest.Get($"/track/{token}?lang=id");
        Assert.Equal(286, (int)guest.Status);
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_says_whom_to_ask()
    {
        using var guest = new TillForm(fixture.Shop.Client());
        await guest.Get("/track/0000000000000000000000?lang=id");
        Assert.Equal(HttpStatusCode.NotFound, guest.Status);
        Assert.Contains("Mintalah yang baru kepada staf", guest.Text, StringComparison.Ordinal);
    }
}
