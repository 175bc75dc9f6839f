using System.Globalization;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Support.Qris;

/// <summary>One code in the fake gateway's own ledger.</summary>
internal sealed class QrisTransaction(string orderId, long amount, DateTimeOffset at, TimeSpan lifetime)
{
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    public Guid Id { get; } = Guid.NewGuid();

    public string OrderId { get; } = orderId;

    public long Amount { get; set; } = amount;

    public string Status { get; set; } = "pending";

    public List<(string Key, long Amount)> Refunds { get; } = [];

    public long Refunded => Refunds.Sum(refund => refund.Amount);

    public string Qr => $"00020101021226610014COM.GO-JEK.WWW01189360091434{Id:N}5303360540{Amount}5802ID6304ABCD";

    public DateTimeOffset Until { get; } = at + lifetime;

    /// <summary>As the gateway would say it now.</summary>
    public JsonObject ToJson(string code, string message)
    {
        var words = new JsonObject
        {
            ["status_code"] = code,
            ["status_message"] = message,
            ["transaction_id"] = $"{Id}",
            ["order_id"] = OrderId,
            ["merchant_id"] = "G000000001",
            ["gross_amount"] = Text(Amount),
            ["currency"] = "IDR",
            ["payment_type"] = "qris",
            ["transaction_time"] = Time(at),
            ["transaction_status"] = Status,
            ["fraud_status"] = "accept",
            ["acquirer"] = "gopay",
            ["expiry_time"] = Time(Until),
        };
        if (Refunds.Count > 0)
        {
            words["refund_amount"] = Text(Refunded);
            words["refunds"] = new JsonArray([.. Refunds.Select(refund => new JsonObject { ["refund_key"] = refund.Key, ["refund_amount"] = Text(refund.Amount) })]);
        }

        return words;
    }

    public static string Text(long amount) => string.Create(CultureInfo.InvariantCulture, $"{amount}.00");

    private static string Time(DateTimeOffset time) => time.ToOffset(Jakarta).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
