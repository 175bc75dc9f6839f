using System.Net;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.DependencyInjection;

namespace PosAspire.Tests.StandIns.Dashboard;

public class DashboardDoorTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/login?t=wrong")]
    [InlineData("/dashboard.js")]
    public async Task A_visitor_without_the_token_gets_a_page_in_words(string path)
    {
        using var client = dashboard.CreateClient();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Open the link that was printed when the application started.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/resources", null)]
    [InlineData("GET", "/api/resources", "wrong")]
    [InlineData("GET", "/api/logs", null)]
    [InlineData("POST", "/api/resources/ticker/stop", null)]
    public async Task The_api_refuses_whoever_does_not_show_the_token(string method, string path, string? token)
    {
        using var client = dashboard.CreateClient(token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("The dashboard's token is missing or wrong.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_signs_the_browser_in_without_leaving_the_token_anywhere()
    {
        using var client = dashboard.CreateClient();
        using var answer = await client.GetAsync(new Uri($"/login?t={DashboardFixture.Token}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(DashboardFixture.Token, cookie, StringComparison.Ordinal);

        using var page = await SendAsync(HttpMethod.Get, "/", cookie);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("self", HttpStatusCode.NotFound)]
    public async Task A_cookie_alone_changes_nothing_unless_our_own_page_asks(string? origin, HttpStatusCode expected)
    {
        using var client = dashboard.CreateClient();
        using var login = await client.GetAsync(new Uri($"/login?t={DashboardFixture.Token}", UriKind.Relative));
        var cookie = login.Headers.GetValues("Set-Cookie").Single();

        using var answer = await SendAsync(HttpMethod.Post, "/api/resources/nobody/stop", cookie, origin == "self" ? dashboard.Url.GetLeftPart(UriPartial.Authority) : origin);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_foreign_host_name_is_refused_even_with_the_token()
    {
        using var client = dashboard.CreateClient(DashboardFixture.Token);
        client.DefaultRequestHeaders.Host = $"shop.example:{dashboard.Url.Port}";
        using var answer = await client.GetAsync(new Uri("/api/resources", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:18888")]
    [InlineData("http://192.0.2.1:18888")]
    [InlineData("https://localhost:18888")]
    public async Task It_is_served_on_loopback_only(string url)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DashboardHost.StartAsync(services, new Uri(url), "t", "Test shop", CancellationToken.None));

        Assert.StartsWith($"The dashboard cannot be served at '{url}", exception.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string cookie, string? origin = null)
    {
        using var client = dashboard.CreateClient();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await client.SendAsync(request);
    }
}
