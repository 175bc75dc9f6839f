using PosAspire.ServiceDefaults.Masking;

namespace PosAspire.Tests.ServiceDefaults.Masking;

public class MaskerTests
{
    private const string M = Masker.Mask;

    [Theory]
    [InlineData("password=Secret123&token=abc-def&limit=3", $"password={M}&token={M}&limit=3")]
    [InlineData("{\"password\":\"Sec\\\"ret\",\"total\":4}", $$"""{"password":"{{M}}","total":4}""")]
    [InlineData("{\"pin\": 123456, \"x\": 1}", $$"""{"pin": {{M}}, "x": 1}""")]
    [InlineData("\"{\\\"accessToken\\\":\\\"abc def\\\"}\"", $"\"{{\\\"accessToken\\\":\\\"{M}\\\"}}\"")]
    [InlineData("{\"tokens\":[\"a1\",\"b2\"]}", $$"""{"tokens":{{M}}}""")]
    [InlineData("Host=db;Password=two words;Database=x", $"Host=db;Password={M};Database=x")]
    [InlineData("System.InvalidOperationException: password=abc123", $"System.InvalidOperationException: password={M}")]
    [InlineData("user[password]=abc", $"user[password]={M}")]
    [InlineData("postgres://shop:p@ss@db:5432/x", $"postgres://shop:{M}@db:5432/x")]
    [InlineData("https://abcdef0123@o1.ingest.example/1", $"https://{M}@o1.ingest.example/1")]
    [InlineData("Authorization: Fonnte-Token 12", $"Authorization: {M}")]
    [InlineData("Cookie: a=b; c=d", $"Cookie: {M}")]
    [InlineData("got Bearer abcdef.ghi-jkl", $"got Bearer {M}")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA== sent", $"Basic {M} sent")]
    [InlineData("see eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln now", $"see {M} now")]
    [InlineData("with sk_live_4eC39HqLyjWDarjtT1zdp7dc", $"with {M}")]
    [InlineData("whsec_abcdef123456", M)]
    [InlineData("method:pm_1PgafyB7WZ01zgkWSjxsAJo3 declined", $"method:{M} declined")]
    [InlineData("pi_1PgafyB7WZ01zgkW_secret_Dm43xiq1k0yw of pi_1PgafyB7WZ01zgkW", $"{M} of pi_1PgafyB7WZ01zgkW")]
    [InlineData("POST https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage", $"POST https://api.telegram.org/bot{M}/sendMessage")]
    [InlineData("https://hooks.slack.com/services/T000/B000/XXXX", $"https://hooks.slack.com/services/{M}")]
    [InlineData("https://discord.com/api/webhooks/123/abc-DEF?wait=true", $"https://discord.com/api/webhooks/{M}?wait=true")]
    [InlineData("card 4242 4242 4242 4242 12/27", $"card {M} 12/27")]
    [InlineData("2 4242424242424242", $"2 {M}")]
    [InlineData("3782-822463-10005", M)]
    [InlineData("mail ana.b+c@example.co.id!", $"mail {M}!")]
    [InlineData("call +62 812-3456-7890", $"call {M}")]
    [InlineData("https://maps.example/x?key=AIza1&q=2", $"https://maps.example/x?key={M}&q=2")]
    public void A_secret_is_masked_and_the_rest_stays(string text, string expected) => Assert.Equal(expected, Masker.Text(text));

    [Theory]
    [InlineData("Order completed successfully")]
    [InlineData("GET /api/v1/orders?limit=10 200 45.3ms")]
    [InlineData("Now listening on: http://127.0.0.1:3000")]
    [InlineData("Basic authentication is off, bearer of news")]
    [InlineData("Connection pool exhausted: 25 of 25 in use (DATABASE_POOL_MAX)")]
    [InlineData("barcode 5000299225028 and 00088004144876")]
    [InlineData("id 01a20103-c803-76a5-9836-8e111ae58fc9 at 1736080496789000000")]
    [InlineData("{\"tokenType\":\"Bearer\",\"expiresIn\":900,\"cacheKey\":\"menu:STK1\"}")]
    [InlineData("Executed DbCommand [Parameters=[@p0='?'], CommandType='Text'] SELECT a FROM b WHERE c = @p0")]
    [InlineData("shipping 2 pans, signed by key account")]
    [InlineData("npm_config_cache and 4pm_shift")]
    public void A_harmless_text_is_the_same_instance(string text) => Assert.Same(text, Masker.Text(text));

    [Theory]
    [InlineData("access_token", true)]
    [InlineData("X-Api-Key", true)]
    [InlineData("newPassword", true)]
    [InlineData("STRIPE_SECRET_KEY", true)]
    [InlineData("Set-Cookie", true)]
    [InlineData("PIN", true)]
    [InlineData("dateOfBirth", true)]
    [InlineData("shipping", false)]
    [InlineData("tokenType", false)]
    [InlineData("Idempotency-Key", false)]
    [InlineData("name", false)]
    public void A_name_is_sensitive_however_it_is_spelled(string name, bool expected) => Assert.Equal(expected, SensitiveNames.Match(name));

    [Fact]
    public void A_long_hostile_text_takes_linear_time()
    {
        // Minutes if a pattern backtracked; the limit only tells the two apart.
        string text = string.Concat(Enumerable.Repeat("password-a.b=\\\"x{[", 20_000)) + new string('a', 200_000) + "://" + new string('4', 100_000);
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Masker.Text(text);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }
}
