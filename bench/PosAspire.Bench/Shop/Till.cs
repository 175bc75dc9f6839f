using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Bench.Shop;

/// <summary>An answer to one sale.</summary>
internal sealed record SaleAnswer(HttpStatusCode Status, string Body)
{
    public bool IsSold => Status == HttpStatusCode.Created;

    /// <summary>The server failed; whether it sold is not known.</summary>
    public bool IsServerError => (int)Status >= 500;

    /// <summary>The order's id in a 201.</summary>
    public Guid OrderId => (Guid)JsonNode.Parse(Body)!["id"]!;
}

/// <summary>What tills send, over real HTTP/1.1 connections that are kept open.</summary>
internal sealed class Till : IDisposable
{
    public const string Location = "LIQ1";

    /// <summary>The demo people's; they exist only in a seeded database.</summary>
    private const string Password = "pos-demo-2026";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;

    /// <summary>The access token of who is signed in.</summary>
    public string Token { get; private set; } = "";

    private Till(Uri api) => http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = api, Timeout = AnswerLimit };

    /// <summary>Signs a demo person in.</summary>
    public static async Task<Till> SignInAsync(Uri api, CancellationToken cancellation, string username = "cashier")
    {
        var till = new Till(api);
        using var answer = await till.http.PostAsJsonAsync("/api/v1/auth/login", new { username, password = Password }, cancellation);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new StepFailedException($"Signing in answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
        var token = (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellation))!["accessToken"]!;
        till.Token = (string)token!;
        till.http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", till.Token);
        return till;
    }

    /// <summary>The body of a cash sale, one bottle a barcode; more than enough is handed over.</summary>
    public static string Basket(params IEnumerable<string> barcodes) => JsonSerializer.Serialize(new
    {
        location = Location,
        lines = barcodes.Select(barcode => new { barcode, quantity = 1 }),
        tenders = new[] { new { type = "cash", amountMinor = 1_000_000 } },
    });

    /// <summary>Sends a sale; null when no answer came, and then nobody knows yet whether it was sold.</summary>
    public async Task<SaleAnswer?> SellAsync(string key, string basket, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = new StringContent(basket, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception silence) when (silence is HttpRequestException or IOException || (silence is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
