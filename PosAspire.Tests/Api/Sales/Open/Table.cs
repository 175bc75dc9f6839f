using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Open;

/// <summary>What a waiter's device sends. Every request has a key of its own unless one is given.</summary>
internal static class Table
{
    public static Task<HttpResponseMessage> OpenAsync(this HttpClient client, object? lines = null, string location = "STK1", bool training = false, string? label = null, string? key = null) =>
        client.DoAsync(HttpMethod.Post, "/api/v1/orders/open", new { location, label, lines, training }, key);

    public static Task<HttpResponseMessage> AddAsync(this HttpClient client, string order, object lines, string? key = null) =>
        client.DoAsync(HttpMethod.Post, $"/api/v1/orders/{order}/lines", new { lines }, key);

    public static Task<HttpResponseMessage> ChangeAsync(this HttpClient client, string order, int line, object change, string? key = null) =>
        client.DoAsync(HttpMethod.Put, $"/api/v1/orders/{order}/lines/{line}", change, key);

    public static Task<HttpResponseMessage> RemoveAsync(this HttpClient client, string order, int line, string? reason = null, string? key = null) =>
        client.DoAsync(HttpMethod.Delete, $"/api/v1/orders/{order}/lines/{line}{(reason is null ? "" : $"?reason={Uri.EscapeDataString(reason)}")}", null, key);

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string order, string? key = null) =>
        client.DoAsync(HttpMethod.Post, $"/api/v1/orders/{order}/send", null, key);

    public static Task<HttpResponseMessage> PayAsync(this HttpClient client, string order, long cash = 100_000_000, string? key = null) =>
        client.DoAsync(HttpMethod.Post, $"/api/v1/orders/{order}/pay", new { tenders = new[] { new { type = "cash", amountMinor = cash } } }, key);

    public static Task<HttpResponseMessage> CancelAsync(this HttpClient client, string order, string reason = "guest left", string? key = null) =>
        client.DoAsync(HttpMethod.Post, $"/api/v1/orders/{order}/cancel", new { reason }, key);

    public static Task<HttpResponseMessage> VoidAsync(this HttpClient client, string order, object approver, string reason = "wrong bottle", string? key = null) =>
        client.DoAsync(HttpMethod.Post, $"/api/v1/orders/{order}/void", new { reason, approver }, key);

    public static object[] Lines(params (Guid Product, int Quantity)[] lines) => [.. lines.Select(line => new { productId = line.Product, quantity = line.Quantity })];

    /// <summary>The answer's order; fails with the problem when it is one.</summary>
    public static async Task<JsonObject> OrderAsync(this Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public static async Task<JsonObject> StoredAsync(this HttpClient client, string order) => (await client.GetFromJsonAsync<JsonObject>($"/api/v1/orders/{order}"))!;

    public static Task<Guid> DishAsync(this TestDatabase database, string name = "Rendang Wagyu") =>
        database.ScalarAsync<Guid>($"SELECT id FROM products WHERE name = '{name}'");

    public static Task<Guid> BottleAsync(this TestDatabase database) =>
        database.ScalarAsync<Guid>($"SELECT product_id FROM product_barcodes WHERE gtin = '{Till.Averna.PadLeft(14, '0')}'");

    /// <summary>What the kitchen was told of an order, oldest first: topic and its lines as "number×quantity".</summary>
    public static Task<List<string>> ToldAsync(this TestDatabase database, string order) => database.LinesAsync(
        $"""
        SELECT topic || ' ' || COALESCE((SELECT string_agg((l ->> 'lineNo') || 'x' || (l ->> 'quantity'), ' ') FROM jsonb_array_elements(payload -> 'lines') AS l), '')
        FROM outbox_messages WHERE payload ->> 'orderId' = '{order}' ORDER BY transaction_id, topic DESC
        """);

    public static Task<List<string>> JournalAsync(this TestDatabase database, string order) =>
        database.LinesAsync($"SELECT action FROM audit_entries WHERE subject_id = '{order}' ORDER BY transaction_id, id");

    private static async Task<HttpResponseMessage> DoAsync(this HttpClient client, HttpMethod method, string address, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        return await client.SendAsync(request);
    }
}
