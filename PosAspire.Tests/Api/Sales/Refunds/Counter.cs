using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Refunds;

/// <summary>What the counter sends when somebody brings something back.</summary>
internal static class Counter
{
    public static readonly object Manager = new { username = "manager", password = ApiHost.DemoPassword };

    public static async Task<HttpResponseMessage> RefundAsync(this HttpClient client, string order, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{order}/refunds") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        return await client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> QuoteAsync(this HttpClient client, string order, object body) =>
        client.PostAsJsonAsync($"/api/v1/orders/{order}/refunds/quote", body);

    public static async Task<JsonObject> RefundsAsync(this HttpClient client, string order) =>
        (await client.GetFromJsonAsync<JsonObject>($"/api/v1/orders/{order}/refunds"))!;

    public static async Task<string> SoldAsync(this HttpClient till, int quantity = 1)
    {
        using var sold = await till.SellAsync($"{Guid.NewGuid()}", Till.Basket(quantity));
        return (string)(await sold.JsonAsync())["id"]!;
    }

    /// <summary>Orders whose refunds do not add up: to the lines, to the payments, or to more than was paid.</summary>
    public static Task<long> CrookedAsync(this TestDatabase database) => database.ScalarAsync<long>(
        """
        SELECT count(*) FROM orders o WHERE
          o.refunded_minor <> COALESCE((SELECT sum(r.amount_minor) FROM refunds r WHERE r.location_id = o.location_id AND r.order_id = o.id), 0)
          OR EXISTS (SELECT FROM payments p WHERE p.location_id = o.location_id AND p.order_id = o.id AND p.refunded_minor <> COALESCE((
            SELECT sum(u.amount_minor) FROM refund_payouts u WHERE u.location_id = o.location_id AND u.payment_id = p.id AND u.replaced_by IS NULL), 0))
          OR EXISTS (SELECT FROM order_lines l WHERE l.location_id = o.location_id AND l.order_id = o.id AND l.refunded_quantity <> COALESCE((
            SELECT sum(b.quantity) FROM refund_lines b JOIN refunds r ON r.location_id = b.location_id AND r.id = b.refund_id
            WHERE r.location_id = o.location_id AND r.order_id = o.id AND b.line_no = l.line_no), 0))
        """);
}
