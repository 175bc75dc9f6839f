using System.Net;

namespace PosAspire.Tests.Web.Identity;

public class SessionRefreshTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;

    public async Task InitializeAsync() => shop = await ShopUnderTest.StartFresh(ShortLived);

    public async Task DisposeAsync() => await shop.DisposeAsync();

    // Tokens of ten seconds are renewed after eight.
    private static readonly ShopSettings ShortLived = new() { Api = [("JWT_EXPIRATION", "10s")] };

    [Fact]
    public async Task A_session_is_renewed_before_its_token_ends_also_by_requests_that_cross()
    {
        using var browser = await TillForm.SignedIn(shop);
        var until = DateTime.UtcNow.AddSeconds(14);
        while (DateTime.UtcNow < until)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.Client.GetAsync(new Uri("/register", UriKind.Relative))));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
            await Task.Delay(500);
        }

        Assert.Equal(1, await shop.Read<long>("SELECT count(*) FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.username = 'cashier' AND s.revoked_at IS NULL"));
        Assert.True(await shop.Read<long>("SELECT count(*) FROM refresh_tokens WHERE used_at IS NOT NULL") >= 1);
    }
}
