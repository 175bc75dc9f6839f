using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>What the tills of a drill send: a glass of iced tea, which never runs out.</summary>
/// <param name="Tea">The product's id.</param>
/// <param name="TotalMinor">What a glass comes to, taxes and service included.</param>
internal sealed record Counter(Guid Tea, long TotalMinor)
{
    /// <summary>Stripe counts rupiah with two decimals.</summary>
    public const long StripePerMinor = 100;

    private const string Shop = "STK1";

    public static async Task<Counter> OpenAsync(TestDatabase database, HttpClient till)
    {
        var tea = await database.ScalarAsync<Guid>("SELECT id FROM products WHERE name = 'Es Teh Manis'");
        using var quote = await till.PostAsJsonAsync("/api/v1/orders/quote", new { location = Shop, lines = new[] { new { productId = tea, quantity = 1 } } });
        return new(tea, (long)(await BodyAsync(quote))["totalMinor"]!);
    }

    /// <param name="source">What the card is taken from; null for a sale in cash.</param>
    public HttpRequestMessage Sale(string key, string? source)
    {
        object tender = source is null ? new { type = "cash", amountMinor = 1_000_000 } : new { type = "card", amountMinor = TotalMinor, source };
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new { location = Shop, lines = new[] { new { productId = Tea, quantity = 1 } }, tenders = new[] { tender } }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    public static async Task SignInAsync(HttpClient till, string username = "cashier")
    {
        using var answer = await till.PostAsJsonAsync("/api/v1/auth/login", new { username, password = ApiHost.DemoPassword });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        till.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await BodyAsync(answer))["accessToken"]!);
    }

    public static async Task<JsonNode> BodyAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
}
