using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Api.Identity;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Tests.Api.Identity;

public sealed class TokenTests(ApiHost api) : IClassFixture<ApiHost>
{
    public static TheoryData<string, string> Forged => new()
    {
        { "nothing", "" },
        { "garbage", "garbage" },
        { "another key", TestTokens.Make(secret: "another secret, also longer than 32 bytes") },
        { "expired", TestTokens.Make(token => token.Expires = DateTime.UtcNow.AddSeconds(-1)) },
        { "no expiry", TestTokens.Make(token => token.Expires = null) },
        { "another audience", TestTokens.Make(token => token.Audience = "someone") },
        { "another issuer", TestTokens.Make(token => token.Issuer = "someone") },
        { "another type", TestTokens.Make(token => token.TokenType = "JWT") },
        { "another algorithm", TestTokens.Make(token => token.SigningCredentials = new(token.SigningCredentials.Key, "HS512"), new string('s', 64)) },
        { "no signature", TestTokens.Make(token => token.SigningCredentials = null) },
        { "nobody", TestTokens.Make(token => token.Claims["sub"] = "nobody") },
    };

    [Fact]
    public async Task A_token_made_like_ours_is_taken_so_that_the_others_fail_for_their_own_reason()
    {
        using var client = api.With(TestTokens.Make());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/locations")).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_token_that_is_not_ours_is_nobody(string what, string token)
    {
        Assert.NotEmpty(what);
        using var client = token.Length == 0 ? api.Anonymous() : api.With(token);
        var response = await client.GetAsync("/api/v1/locations");
        await response.ProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("kitchen", HttpStatusCode.Forbidden)]
    [InlineData("cashier", HttpStatusCode.Created)]
    [InlineData("server", HttpStatusCode.Created)]
    [InlineData("manager", HttpStatusCode.Created)]
    [InlineData("admin", HttpStatusCode.Created)]
    public async Task Only_who_takes_money_places_an_order(string role, HttpStatusCode expected)
    {
        using var client = await api.SignedInAsync(role);
        var response = await Sales.Till.SellAsync(client, $"role-{role}", Sales.Till.Basket());
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Forbidden)
            await response.ProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Theory]
    [InlineData("Production", null, "JWT_SECRET is required outside development")]
    [InlineData("Staging", null, "JWT_SECRET is required outside development")]
    [InlineData("Development", "short", "JWT_SECRET has 5 bytes and needs at least 32")]
    [InlineData("Production", "31 bytes are not quite enough..", "JWT_SECRET has 31 bytes")]
    public void A_secret_that_is_missing_or_short_stops_the_start_with_a_sentence(string environment, string? secret, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<SettingException>(() => Read(environment, secret)).Message, StringComparison.Ordinal);

    [Fact]
    public void In_development_a_random_key_stands_in()
    {
        Assert.NotEqual(Read("Development", null).Secret, Read("Development", null).Secret);
        Assert.True(Read("Development", null).Secret.Length >= TokenKeys.MinSecretBytes);
    }

    private static TokenKeys Read(string environment, string? secret) => TokenKeys.Read(
        new ConfigurationBuilder().AddInMemoryCollection([new("JWT_SECRET", secret)]).Build(),
        new HostingEnvironment { EnvironmentName = environment },
        NullLogger<TokenKeys>.Instance);
}
