using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Catalog;

/// <summary>What a manager sends to change the catalogue.</summary>
internal static class Shelf
{
    public static object Product(string sku, Guid category, string name = "Test Bottle", long price = 1_000, string barcode = "4006381333931", int? version = null, string list = "iowa") => new
    {
        sku,
        name,
        brand = "Tester",
        size = "750 ml",
        categoryId = category,
        isStocked = true,
        barcodes = new object[] { new { barcode, unit = "bottle", quantity = 1 }, new { barcode = "10088004035898", unit = "case", quantity = 6 } },
        prices = new[] { new { priceList = list, priceMinor = price } },
        translations = new[] { new { language = "id", name = "Botol Uji" } },
        version,
    };

    public static async Task<Guid> CategoryAsync(this HttpClient manager, string name) =>
        (Guid)(await manager.OkAsync(HttpMethod.Post, "/api/v1/categories", new { name, position = 1 }))["id"]!;

    /// <summary>Sends and reads what must succeed.</summary>
    public static async Task<JsonObject> OkAsync(this HttpClient client, HttpMethod method, string address, object? body = null)
    {
        using var answer = await client.SendJsonAsync(method, address, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.StatusCode == HttpStatusCode.NoContent ? [] : await answer.JsonAsync();
    }

    public static async Task<HttpResponseMessage> SendJsonAsync(this HttpClient client, HttpMethod method, string address, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }
}
