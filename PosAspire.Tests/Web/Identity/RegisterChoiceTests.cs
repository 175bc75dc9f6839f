using System.Net;

namespace PosAspire.Tests.Web.Identity;

public class RegisterChoiceTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task A_cashier_chooses_a_register_and_is_led_to_it_from_the_start_page()
    {
        using var browser = await TillForm.SignedIn(fixture.Shop);
        Assert.Contains("Iowa Spirits", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/register/device", browser.Page, StringComparison.Ordinal);
        await Choose(browser, "LIQ1", "Register 1");
        await browser.Get("/register");
        Assert.Contains("Iowa Spirits Register 1", browser.Text, StringComparison.Ordinal);

        using var start = await browser.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal("/till", start.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("cashier", "STK1", "Floor", "/floor")]
    [InlineData("server", "STK1", "Counter", "/floor")]
    [InlineData("kitchen", "STK1", "Counter", "/kitchen")]
    public async Task Each_role_starts_where_its_work_is(string role, string location, string register, string wanted)
    {
        using var browser = await TillForm.SignedIn(fixture.Shop, role);
        await Choose(browser, location, register);
        using var start = await browser.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(wanted, start.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_manager_chooses_between_till_and_office()
    {
        using var browser = await TillForm.SignedIn(fixture.Shop, "manager");
        await Choose(browser, "LIQ1", "Register 2");
        await browser.Get("/");
        Assert.Contains("Sell at Register 2, Iowa Spirits", browser.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/office\"", browser.Page, StringComparison.Ordinal);
    }

    private async Task Choose(TillForm browser, string location, string register)
    {
        var id = await fixture.Shop.Register(location, register);
        using var answer = await browser.PostRaw("/register", ("location", location), ("registerId", id.ToString()));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }
}
