using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PosAspire.Tests.SystemTests;

/// <summary>What a cashier does, over the product's own HTTP API.</summary>
internal sealed class Shop(HttpClient api)
{
    /// <summary>An item of Iowa's catalogue whose UPC no other item has.</summary>
    public const string Bottle = "018200203114";

    public static async Task<Shop> OpenAsync(RunningGraph graph)
    {
        var client = graph.Client("api");
        var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = "cashier", password = "pos-demo-2026" });
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        var body = await login.Content.ReadFromJsonAsync<JsonElement>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("accessToken").GetString());
        return new Shop(client);
    }

    public async Task<JsonElement> FindBottleAsync()
    {
        var found = await api.GetFromJsonAsync<JsonElement>($"/api/v1/products/by-barcode/{Bottle}?location=LIQ1&stock=true");
        return Assert.Single(found.GetProperty("items").EnumerateArray());
    }

    /// <summary>Sells one bottle for cash; the same key sells it once, however often it is asked.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Order)> SellAsync(string key, int tenderedMinor = 100_000)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        {
            Content = JsonContent.Create(new
            {
                location = "LIQ1",
                lines = new[] { new { barcode = Bottle, quantity = 1 } },
                tenders = new[] { new { type = "cash", amountMinor = tenderedMinor } },
            }),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await api.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>As a till does: asks again with the same key until there is an answer.</summary>
    public async Task<JsonElement> SellSurelyAsync(string key)
    {
        var end = DateTime.UtcNow + RunningGraph.RecoveryLimit;
        while (true)
        {
            try
            {
                var (status, order) = await SellAsync(key);
                if (status == HttpStatusCode.Created) return order;
                if ((int)status < 500 || DateTime.UtcNow > end) Assert.Fail($"{status}: {order}");
            }
            catch (Exception lost) when (lost is HttpRequestException or JsonException or IOException && DateTime.UtcNow < end)
            {
                // The connection ended before an answer: the key makes asking again safe.
            }
            await Task.Delay(200);
        }
    }

    /// <summary>Reads a sold order back and checks that the record says all that the till was told; it may say more.</summary>
    public async Task AssertStoredAsync(JsonElement sold)
    {
        var stored = await ReadAsync(sold.GetProperty("id").GetString()!);
        AssertSays(sold, stored, "order");
    }

    private static void AssertSays(JsonElement told, JsonElement stored, string path)
    {
        Assert.Equal(told.ValueKind, stored.ValueKind);
        switch (told.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in told.EnumerateObject())
                {
                    Assert.True(stored.TryGetProperty(field.Name, out var value), $"The record lacks {path}.{field.Name}.");
                    AssertSays(field.Value, value, $"{path}.{field.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(told.GetArrayLength(), stored.GetArrayLength());
                for (var at = 0; at < told.GetArrayLength(); at++)
                    AssertSays(told[at], stored[at], $"{path}[{at}]");
                break;
            default:
                Assert.True(told.GetRawText() == stored.GetRawText(), $"{path} was told as {told.GetRawText()} and is stored as {stored.GetRawText()}.");
                break;
        }
    }

    public Task<JsonElement> ReadAsync(string orderId) => api.GetFromJsonAsync<JsonElement>($"/api/v1/orders/{orderId}");
}
