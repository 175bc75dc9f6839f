using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

public sealed class LoginTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_right_password_signs_in_and_says_who()
    {
        using var client = api.Anonymous();
        var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = " Manager ", password = ApiHost.DemoPassword });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.JsonAsync();
        Assert.Equal(("Bearer", "manager", "manager"), ((string?)body["tokenType"], (string?)body["user"]!["username"], (string?)body["user"]!["roles"]![0]));
        Assert.True((int)body["expiresIn"]! > 0);
        using var signedIn = api.With((string)body["accessToken"]!);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync("/api/v1/locations")).StatusCode);
    }

    [Theory]
    [InlineData("manager", "wrong")]
    [InlineData("nobody", "pos-demo-2026")]
    [InlineData("", "")]
    [InlineData("manager' OR '1'='1", "x")]
    [InlineData("mana\u0000ger", "pos-demo-2026")]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer(string username, string password)
    {
        using var client = api.Anonymous();
        var sentence = await (await client.PostAsJsonAsync("/api/v1/auth/login", new { username, password })).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        Assert.Equal("The user name or the password is wrong. Check both and try again.", sentence);
    }

    [Fact]
    public async Task Someone_who_was_switched_off_cannot_sign_in()
    {
        await api.Database.ExecuteAsync("UPDATE users SET is_active = false WHERE username = 'kitchen'");
        using var client = api.Anonymous();
        await (await client.PostAsJsonAsync("/api/v1/auth/login", new { username = "kitchen", password = ApiHost.DemoPassword })).ProblemAsync(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Fact]
    public async Task Neither_password_nor_token_reaches_the_log()
    {
        var token = await api.TokenAsync("admin");
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(api.LogLines(), line => line.Contains(ApiHost.DemoPassword, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }
}
