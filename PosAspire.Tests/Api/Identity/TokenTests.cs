using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;
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
        { "no session", TestTokens.Make(token => token.Claims.Remove("sid")) },
        { "not yet good", TestTokens.Make(token => (token.NotBefore, token.Expires) = (DateTime.UtcNow.AddHours(1), DateTime.UtcNow.AddHours(2))) },
        { "too long", TestTokens.Make(token => token.Claims["padding"] = new string('x', 8 * 1024)) },
        { "alg none, unsigned", $"{Encode(Header.Replace("HS256", "none"))}.{Encode(Payload())}." },
        { "alg none, signed", TestTokens.Raw(Header.Replace("HS256", "none"), Payload()) },
        { "alg in other letters", TestTokens.Raw(Header.Replace("HS256", "hs256"), Payload()) },
        { "no alg", TestTokens.Raw("""{"typ":"at+jwt"}""", Payload()) },
        { "no type", TestTokens.Raw("""{"alg":"HS256"}""", Payload()) },
        { "an extension that must be understood", TestTokens.Raw("""{"alg":"HS256","typ":"at+jwt","crit":["exp"]}""", Payload()) },
        { "expiry as text", TestTokens.Raw(Header, Payload().Replace("\"exp\":4102444800", "\"exp\":\"4102444800\"")) },
        { "start as text", TestTokens.Raw(Header, Payload().Replace("\"exp\"", "\"nbf\":\"1\",\"exp\"")) },
        { "expiry missing", TestTokens.Raw(Header, Payload().Replace("\"exp\":4102444800,", "")) },
        { "payload is no object", TestTokens.Raw(Header, "[]") },
        { "payload changed after signing", Swap(TestTokens.Make()) },
    };

    private const string Header = """{"alg":"HS256","typ":"at+jwt"}""";

    [Fact]
    public async Task A_token_built_by_hand_is_taken_with_and_without_a_key_id()
    {
        foreach (var header in (string[])[Header, """{"alg":"HS256","typ":"at+jwt","kid":"some key"}"""])
        {
            using var client = api.With(TestTokens.Raw(header, Payload()));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/locations")).StatusCode);
        }
    }

    [Fact]
    public async Task A_token_that_was_taken_before_is_refused_once_it_has_expired()
    {
        var token = TestTokens.Make(made => made.Expires = DateTime.UtcNow.AddSeconds(3));
        using var client = api.With(token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/locations")).StatusCode);
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/locations")).StatusCode);
    }

    [Fact]
    public async Task A_known_token_with_anything_added_or_sent_twice_is_nobody()
    {
        var token = TestTokens.Make();
        using var client = api.With(token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/locations")).StatusCode);
        using var longer = api.With(token + "x");
        Assert.Equal(HttpStatusCode.Unauthorized, (await longer.GetAsync("/api/v1/locations")).StatusCode);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {TestTokens.Make()}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/locations")).StatusCode);
    }

    private static string Payload() =>
        $$"""{"iss":"posaspire","aud":"posaspire","exp":4102444800,"sub":"{{Guid.NewGuid()}}","sid":"{{Guid.NewGuid()}}","roles":["cashier@*"]}""";

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private static string Swap(string token) => string.Join('.', token.Split('.').Select((part, at) => at == 1 ? Encode(Payload()) : part));

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
