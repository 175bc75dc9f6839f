using System.Net;

namespace PosAspire.Tests.Web.Frame;

public class SecurityTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/menu")]
    [InlineData("/css/tokens.css")]
    [InlineData("/lib/htmx.min.js")]
    [InlineData("/nothing-here")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var client = fixture.Shop.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
    }

    [Theory]
    [InlineData("/menu", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    public async Task A_probe_that_asks_for_the_head_only_gets_the_pages_status(string path, HttpStatusCode status)
    {
        using var client = fixture.Shop.Client();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/css/tokens.css")]
    [InlineData("/css/till.css")]
    [InlineData("/js/till.js")]
    [InlineData("/lib/htmx.min.js")]
    [InlineData("/img/cloche.svg")]
    public async Task Static_files_are_served_whole_in_production(string path)
    {
        using var client = fixture.Shop.Client();
        var bytes = await client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
        Assert.True(bytes.Length > 300, $"{path} has {bytes.Length} bytes.");
    }

    [Fact]
    public async Task No_post_does_anything_without_an_antiforgery_token()
    {
        using var browser = await TillForm.SignedIn(fixture.Shop, "admin");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("location", "LIQ1")]);
        var paths = fixture.Shop.Paths("POST");
        Assert.Contains("/sign-out", paths);
        foreach (var path in paths)
        {
            using var answer = await browser.Client.PostAsync(new Uri(path, UriKind.Relative), content);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            Assert.Contains("out of date", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_address_is_answered_in_words()
    {
        using var till = new TillForm(fixture.Shop.Client());
        await till.Get("/nothing-here");
        Assert.Equal(HttpStatusCode.NotFound, till.Status);
        Assert.Contains("There is no such page", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_address_of_api_stops_the_host_with_a_sentence()
    {
        var error = Assert.ThrowsAny<Exception>(() => ShopUnderTest.StartWebWithApiAt("not an address"));
        Assert.Contains("services__api__http__0", error.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Contains("\"not an address\"", error.GetBaseException().Message, StringComparison.Ordinal);
    }
}
