using System.Net;

namespace PosAspire.Tests.Web.Identity;

public class SignInTests : IAsyncLifetime
{
    private WebUnderTest web = null!;

    public async Task InitializeAsync() => web = await WebUnderTest.StartFresh();

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task The_right_password_leads_back_to_the_page_that_was_wanted()
    {
        using var browser = new TillForm(web.Client());
        await browser.Get("/sign-in?returnUrl=%2Ftill%3Flocation%3DLIQ1");
        using var answer = await browser.PostRaw("/sign-in", ("username", "sari"), ("password", FakeApi.Password));

        Assert.Equal("/till?location=LIQ1", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("pos.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(FakeApi.Token, cookie, StringComparison.Ordinal);
        Assert.Contains("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_words_and_keeps_the_name()
    {
        using var browser = new TillForm(web.Client());
        await browser.Get("/sign-in");
        await browser.Post("/sign-in", ("username", "sari"), ("password", "wrong"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("do not belong together", browser.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"sari\"", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_api_down_signing_in_says_what_to_do()
    {
        using var browser = new TillForm(web.Client());
        await browser.Get("/sign-in");
        await web.Api.Stop();
        await browser.Post("/sign-in", ("username", "sari"), ("password", FakeApi.Password));

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
        using var browser = new TillForm(web.Client());
        await browser.Get("/sign-in?returnUrl=" + Uri.EscapeDataString(wanted));
        using var answer = await browser.PostRaw("/sign-in", ("username", "sari"), ("password", FakeApi.Password));
        Assert.Equal("/till", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_till_asks_a_stranger_to_sign_in_first()
    {
        using var client = web.Client();
        using var answer = await client.GetAsync(new Uri("/till?location=LIQ1", UriKind.Relative));
        Assert.Equal("/sign-in?returnUrl=%2Ftill%3Flocation%3DLIQ1", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_token_that_api_no_longer_takes_ends_the_session()
    {
        using var till = await TillForm.SignedIn(web);
        web.Api.TokenValid = false;
        using var answer = await till.Client.GetAsync(new Uri("/till", UriKind.Relative));

        Assert.Equal("/sign-in?returnUrl=%2Ftill", answer.Headers.Location!.OriginalString);
        using var again = await till.Client.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Contains("Staff: sign in", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_of_web_keeps_people_signed_in_and_their_forms_valid()
    {
        using var till = await TillForm.SignedIn(web);
        await web.Stop();
        web.Start();
        await till.Post("/till/scan", ("code", FakeShop.Vodka));

        Assert.Equal(HttpStatusCode.OK, till.Status);
        Assert.Contains("TITOS HANDMADE VODKA", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var till = await TillForm.SignedIn(web);
        await till.Post("/sign-out");
        Assert.False(web.Api.TokenValid);
        await till.Get("/till");
        Assert.Equal(HttpStatusCode.Found, till.Status);
    }

    [Fact]
    public async Task Signing_out_works_while_api_is_away()
    {
        using var till = await TillForm.SignedIn(web);
        await web.Api.Stop();
        await till.Post("/sign-out");
        await till.Get("/till");
        Assert.Equal(HttpStatusCode.Found, till.Status);
    }
}
