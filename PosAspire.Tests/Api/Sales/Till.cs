using System.Net.Http.Json;
using System.Text;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

/// <summary>What a till sends, and how a test counts what came of it.</summary>
internal static class Till
{
    /// <summary>AVERNA AMARO 750 ml, $27.00; its UPC is 000400203940 and belongs to nothing else.</summary>
    public const string Averna = "000400203940";

    public static Task<HttpResponseMessage> SellAsync(this HttpClient client, string key, object order) =>
        client.SendAsync(Order(key, JsonContent.Create(order)));

    public static Task<HttpResponseMessage> SellAsync(this HttpClient client, string key, string json) =>
        client.SendAsync(Order(key, new StringContent(json, Encoding.UTF8, "application/json")));

    public static object Basket(int quantity = 1, string barcode = Averna, long cash = 1_000_000, string location = "LIQ1") =>
        new { location, lines = new[] { new { barcode, quantity } }, tenders = new[] { new { type = "cash", amountMinor = cash } } };

    public static Task<int> OnHandAsync(this TestDatabase database, string barcode) => database.ScalarAsync<int>(
        $"SELECT s.on_hand FROM stock_levels s JOIN product_barcodes b ON b.product_id = s.product_id WHERE b.gtin = '{barcode.PadLeft(14, '0')}'");

    /// <summary>How many rows a sale writes to have, a word a table; equal before and after means nothing was written.</summary>
    public static async Task<string> FootprintAsync(this TestDatabase database) => Assert.Single(await database.LinesAsync(
        """
        SELECT concat_ws(' ', (SELECT count(*) FROM orders), (SELECT count(*) FROM order_lines), (SELECT count(*) FROM payments),
          (SELECT count(*) FROM audit_entries), (SELECT count(*) FROM idempotency_records), (SELECT count(*) FROM stock_movements), (SELECT sum(on_hand) FROM stock_levels))
        """));

    public static Task<long> UnbalancedLevelsAsync(this TestDatabase database) => database.ScalarAsync<long>(
        """
        SELECT count(*) FROM stock_levels s
        WHERE on_hand <> (SELECT sum(quantity) FROM stock_movements m WHERE m.location_id = s.location_id AND m.product_id = s.product_id)
        """);

    private static HttpRequestMessage Order(string key, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = content };
        if (key.Length > 0)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return request;
    }
}
