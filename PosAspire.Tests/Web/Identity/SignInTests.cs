using System.Net;

namespace PosAspire.Tests.Web.Identity;

public class SignInTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;

    public async Task InitializeAsync() => shop = await ShopUnderTest.StartFresh();

    public async Task DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task The_right_password_leads_back_to_the_page_that_was_wanted()
    {
        using var browser = new TillForm(shop.Client());
        await browser.Get("/sign-in?returnUrl=%2Ftill%3Flocation%3DLIQ1");
        using var answer = await browser.PostRaw("/sign-in", ("username", "cashier"), ("password", ShopUnderTest.Password));

        Assert.Equal("/till?location=LIQ1", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("pos.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("eyJ", cookie, StringComparison.Ordinal);
        Assert.Contains("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_words_and_keeps_the_name()
    {
        using var browser = new TillForm(shop.Client());
        await browser.Get("/sign-in");
        await browser.Post("/sign-in", ("username", "cashier"), ("password", "wrong"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("do not belong together", browser.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"cashier\"", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_api_down_signing_in_says_what_to_do()
    {
        using var browser = new TillForm(shop.Client());
        await browser.Get("/sign-in");
        await shop.StopApi();
        await browser.Post("/sign-in", ("username", "cashier"), ("password", ShopUnderTest.Password));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Contains("Wait a moment and sign in again", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/till")]
    [InlineData("//elsewhere.example")]
    [InlineData("/till/é")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("~/till")]
    public async Task Signing_in_never_leads_to_another_site(string wanted)
    {
        using var browser = new TillForm(shop.Client());
        await browser.Get("/sign-in?returnUrl=" + Uri.EscapeDataString(wanted));
        using var answer = await browser.PostRaw("/sign-in", ("username", "cashier"), ("password", ShopUnderTest.Password));
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_till_asks_a_stranger_to_sign_in_first()
    {
        using var client = shop.Client();
        using var answer = await client.GetAsync(new Uri("/till?location=LIQ1", UriKind.Relative));
        Assert.Equal("/sign-in?returnUrl=%2Ftill%3Flocation%3DLIQ1", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_token_that_api_no_longer_takes_ends_the_session()
    {
        using var browser = await TillForm.SignedIn(shop);
        using var office = await shop.Api("admin");
        using var ended = await office.DeleteAsync(new Uri($"/api/v1/admin/users/{await shop.Read<Guid>("SELECT id FROM users WHERE username = 'cashier'")}/sessions", UriKind.Relative));
        using var answer = await browser.Client.GetAsync(new Uri("/register", UriKind.Relative));

        Assert.Equal("/sign-in?returnUrl=%2Fregister", answer.Headers.Location!.OriginalString);
        using var again = await browser.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Contains("Staff: sign in", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_of_web_keeps_people_signed_in_and_their_forms_valid()
    {
        using var browser = await TillForm.SignedIn(shop);
        await shop.RestartWeb();
        await browser.Post("/language", ("language", "id"));

        Assert.Equal(HttpStatusCode.Found, browser.Status);
        await browser.Get("/register");
        Assert.Contains("Mesin kasir yang mana ini?", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_api_too()
    {
        using var browser = await TillForm.SignedIn(shop);
        await browser.Post("/sign-out");
        Assert.Equal(1, await shop.Read<long>("SELECT count(*) FROM sessions WHERE revoked_at IS NOT NULL"));
        await browser.Get("/register");
        Assert.Equal(HttpStatusCode.Found, browser.Status);
    }

    [Fact]
    public async Task Signing_out_works_while_api_is_away()
    {
        using var browser = await TillForm.SignedIn(shop);
        await shop.StopApi();
        await browser.Post("/sign-out");
        await browser.Get("/register");
        Assert.Equal(HttpStatusCode.Found, browser.Status);
    }
}
