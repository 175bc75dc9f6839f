using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PosAspire.Tests.Support.Qris;

/// <summary>What the fake gateway holds true, and what each request does to it. Refusals as on docs.midtrans.com, "Status Codes".</summary>
internal sealed partial class QrisLedger(TimeProvider clock)
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, QrisTransaction> transactions = [];
    private readonly Dictionary<string, (DateTimeOffset At, JsonObject Answer)> keys = [];

    public QrisMode Mode { get; set; }

    /// <summary>Codes made, also those that were made again under a name that had become free.</summary>
    public int Made { get; private set; }

    public long Taken
    {
        get
        {
            lock (gate)
                return transactions.Values.Where(found => found.Status is "settlement" or "refund" or "partial_refund").Sum(found => found.Amount - found.Refunded);
        }
    }

    /// <summary>Changes a transaction as the customer or the gateway would.</summary>
    public JsonObject Change(string orderId, Action<QrisTransaction> change)
    {
        lock (gate)
        {
            change(transactions[orderId]);
            return transactions[orderId].ToJson("200", "midtrans payment notification");
        }
    }

    /// <summary>The customer scans the code: paid, unless it has expired or was let go.</summary>
    public bool Pay(string orderId)
    {
        lock (gate)
        {
            var found = Current(orderId)!;
            if (found.Status != "pending")
                return false;
            found.Status = "settlement";
            return true;
        }
    }

    public JsonObject Charge(JsonObject body, string? key) => Once(key, () =>
    {
        var details = body["transaction_details"] as JsonObject;
        var (orderId, amount) = ((string?)details?["order_id"] ?? "", details?["gross_amount"]);
        if ((string?)body["payment_type"] != "qris" || !OrderName().IsMatch(orderId) || amount?.GetValueKind() != System.Text.Json.JsonValueKind.Number || !IsWhole(amount, out var rupiah))
            return Refusal("400", "One or more parameters in the payload is invalid.");
        if (Current(orderId) is { Status: not ("expire" or "cancel" or "deny") })
            return Refusal("406", "The request could not be completed due to a conflict with the current state of the target resource, please try again");
        var lifetime = (string?)body["custom_expiry"]?["unit"] == "minute" ? TimeSpan.FromMinutes((int)body["custom_expiry"]!["expiry_duration"]!) : TimeSpan.FromMinutes(15);
        var made = transactions[orderId] = new(orderId, Mode == QrisMode.WrongAmount ? rupiah + 1 : rupiah, clock.GetUtcNow(), lifetime);
        Made++;
        if (Mode == QrisMode.Deny)
        {
            made.Status = "deny";
            return made.ToJson("202", "Transaction is denied");
        }

        var answer = made.ToJson("201", "QRIS transaction is created");
        answer["qr_string"] = made.Qr;
        return answer;
    });

    public JsonObject Status(string orderId)
    {
        lock (gate)
            return Current(orderId) is { } found ? found.ToJson(found.Status == "pending" ? "201" : found.Status == "expire" ? "407" : "200", "Success, transaction is found") : Missing();
    }

    public JsonObject Cancel(string orderId, string? key) => Once(key, () =>
    {
        if (Current(orderId) is not { } found)
            return Missing();
        if (found.Status != "pending")
            return Refusal("412", "Transaction status cannot be updated.");
        found.Status = "cancel";
        return found.ToJson("200", "Success, transaction is canceled");
    });

    public JsonObject Refund(string orderId, JsonObject body, string? key) => Once(key, () =>
    {
        if (Current(orderId) is not { } found)
            return Missing();
        var (refund, amount) = ((string?)body["refund_key"] ?? $"{Guid.NewGuid()}", (long)body["amount"]!);
        if (found.Refunds.Any(made => made.Key == refund))
            return Refusal("406", "Duplicate refund key");
        if (found.Status is not ("settlement" or "partial_refund") || amount > found.Amount - found.Refunded || amount < 1)
            return Refusal("412", "Transaction status cannot be updated.");
        found.Refunds.Add((refund, amount));
        found.Status = found.Refunded == found.Amount ? "refund" : "partial_refund";
        var answer = found.ToJson("200", "Success, refund request is approved");
        answer["refund_key"] = refund;
        answer["refund_amount"] = QrisTransaction.Text(amount);
        return answer;
    });

    private static JsonObject Missing() => Refusal("404", "Transaction doesn't exist.");

    private static JsonObject Refusal(string code, string message) => new() { ["status_code"] = code, ["status_message"] = message, ["id"] = $"{Guid.NewGuid()}" };

    private static bool IsWhole(JsonNode amount, out long rupiah) => amount.AsValue().TryGetValue(out rupiah) && rupiah > 0;

    /// <summary>Only what succeeded is kept under a key, for five minutes, whatever the endpoint.</summary>
    private JsonObject Once(string? key, Func<JsonObject> act)
    {
        lock (gate)
        {
            if (key is null || key.Length > 46)
                return Refusal("400", "The idempotency key is missing or longer than 46 letters.");
            if (keys.TryGetValue(key, out var kept) && clock.GetUtcNow() - kept.At < KeyLife)
                return kept.Answer.DeepClone().AsObject();
            var answer = act();
            if (((string)answer["status_code"]!)[0] == '2')
                keys[key] = (clock.GetUtcNow(), answer.DeepClone().AsObject());
            return answer;
        }
    }

    private QrisTransaction? Current(string orderId)
    {
        if (transactions.GetValueOrDefault(orderId) is not { } found)
            return null;
        if (found.Status == "pending" && clock.GetUtcNow() >= found.Until)
            found.Status = "expire";
        return found;
    }

    [GeneratedRegex("^[A-Za-z0-9._~-]{1,50}$")]
    private static partial Regex OrderName();
}
