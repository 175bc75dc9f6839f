using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

public sealed class RefreshTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Reuses = "SELECT count(*) FROM audit_entries WHERE action = 'session.revoked' AND data ->> 'reason' = 'refresh_token_reused'";

    [Fact]
    public async Task A_refresh_token_works_once_and_gives_another_pair()
    {
        var (access, refresh) = await api.TokensAsync();
        using var client = api.Anonymous();
        var (newAccess, newRefresh) = await Staff.TokensAsync(await client.RefreshAsync(refresh));
        Assert.NotEqual((access, refresh), (newAccess, newRefresh));
        Assert.Equal(HttpStatusCode.OK, await api.KnocksAsync(newAccess));
        Assert.Equal(HttpStatusCode.OK, (await client.RefreshAsync(newRefresh)).StatusCode);
    }

    [Fact]
    public async Task A_used_token_that_comes_again_later_ends_the_whole_family()
    {
        var (access, refresh) = await api.TokensAsync();
        using var client = api.Anonymous();
        var before = await api.Database.ScalarAsync<long>(Reuses);
        var (newAccess, newRefresh) = await Staff.TokensAsync(await client.RefreshAsync(refresh));
        await PassAsync("21 s");
        await (await client.RefreshAsync(refresh)).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
        await (await client.RefreshAsync(newRefresh)).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await api.KnocksAsync(access), await api.KnocksAsync(newAccess)));
        Assert.Equal(before + 1, await api.Database.ScalarAsync<long>(Reuses));
    }

    [Fact]
    public async Task Refreshes_that_crossed_all_go_on_with_one_session()
    {
        var (_, refresh) = await api.TokensAsync("server");
        using var client = api.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.RefreshAsync(refresh)));
        foreach (var answer in answers)
        {
            var (access, next) = await Staff.TokensAsync(answer);
            Assert.Equal(HttpStatusCode.OK, await api.KnocksAsync(access));
            Assert.Equal(HttpStatusCode.OK, (await client.RefreshAsync(next)).StatusCode);
        }
    }

    [Fact]
    public async Task The_leeway_counts_from_the_first_use_and_does_not_outlive_the_session()
    {
        var (_, refresh) = await api.TokensAsync("kitchen");
        using var client = api.Anonymous();
        await Staff.TokensAsync(await client.RefreshAsync(refresh));
        await PassAsync("15 s");
        await Staff.TokensAsync(await client.RefreshAsync(refresh));
        await PassAsync("6 s");
        await (await client.RefreshAsync(refresh)).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");

        var (mine, other) = await api.TokensAsync("kitchen");
        await Staff.TokensAsync(await client.RefreshAsync(other));
        using (var person = api.With(mine))
            await person.PostAsync("/api/v1/auth/logout", null);
        await (await client.RefreshAsync(other)).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
    }

    private Task PassAsync(string time) => api.Database.ExecuteAsync($"UPDATE refresh_tokens SET used_at = used_at - interval '{time}' WHERE used_at IS NOT NULL");

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("' OR 1=1 --")]
    public async Task What_is_no_refresh_token_is_refused(string token)
    {
        using var client = api.Anonymous();
        await (await client.RefreshAsync(token)).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
        await (await client.RefreshAsync(new string('x', 4_000))).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_refresh_token");
    }

    [Fact]
    public async Task An_idle_or_an_old_session_cannot_be_continued()
    {
        using var client = api.Anonymous();
        var (_, idle) = await api.TokensAsync("manager");
        await api.Database.ExecuteAsync("UPDATE refresh_tokens SET expires_at = now() WHERE used_at IS NULL AND session_id IN (SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.username = 'manager')");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.RefreshAsync(idle)).StatusCode);
        var (_, old) = await api.TokensAsync("kitchen");
        await api.Database.ExecuteAsync("UPDATE sessions SET expires_at = now() WHERE user_id = (SELECT id FROM users WHERE username = 'kitchen')");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.RefreshAsync(old)).StatusCode);
    }

    [Fact]
    public async Task A_PIN_session_stays_at_its_register()
    {
        using var till = api.Anonymous();
        var (_, refresh) = await Staff.TokensAsync(await till.PinAsync(await api.Database.RegisterAsync("Floor"), await api.Database.UserAsync("manager"), "900002"));
        var body = await (await till.RefreshAsync(refresh)).JsonAsync();
        Assert.Equal("STK1", (string?)Assert.Single(body["user"]!["locations"]!.AsArray()));
    }

    [Fact]
    public async Task Neither_the_tokens_nor_PINs_nor_passwords_are_stored_or_logged()
    {
        using var till = api.Anonymous();
        var pin = await till.PinAsync(await api.Database.RegisterAsync("Counter"), await api.Database.UserAsync("server"), "900004");
        var (access, refresh) = await Staff.TokensAsync(pin);
        var (_, next) = await Staff.TokensAsync(await till.RefreshAsync(refresh));
        await till.RefreshAsync("a-refresh-token-of-somebody-else");
        using var admin = await api.SignedInAsync("admin");
        await admin.PutAsync("/api/v1/admin/users/x", null);
        await Task.Delay(TimeSpan.FromSeconds(1));
        string[] secrets = [access, refresh, next, "a-refresh-token-of-somebody-else", ApiHost.DemoPassword, "\"900004\""];
        Assert.DoesNotContain(api.LogLines(), line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
        Assert.Equal(0, await api.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM users WHERE password_hash LIKE '%{ApiHost.DemoPassword}%' OR pin_hash LIKE '%900004%'"));
        Assert.Equal(0, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM refresh_tokens WHERE encode(hash, 'escape') LIKE '%{refresh[..8]}%'"));
    }
}
