using System.Text.Json.Nodes;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>One PaymentIntent and its card.</summary>
public sealed class FakeIntent(
    string id, long amount, string currency, bool isManual, string? description, IReadOnlyList<string> types, IReadOnlyDictionary<string, string> metadata, DateTimeOffset created)
{
    /// <summary>How long what is authorised can be captured: Visa's seven days.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromDays(7);

    private readonly List<string> charges = [];
    private JsonObject? lastError;
    private string? last4;
    private string? kind;
    private DateTimeOffset? canceledAt;
    private DateTimeOffset captureBefore;

    public string Id { get; } = id;

    public long Amount { get; } = amount;

    public string Currency { get; } = currency;

    public string? Description { get; } = description;

    public IReadOnlyList<string> Types { get; } = types;

    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    public DateTimeOffset Created { get; } = created;

    public string Status { get; private set; } = "requires_payment_method";

    public long Capturable { get; private set; }

    public long Received { get; private set; }

    /// <summary>Every time money was held or taken. More than one is a customer who paid twice.</summary>
    public IReadOnlyList<string> Charges => charges;

    public string? Method { get; internal set; }

    internal void Wait() => Status = "requires_confirmation";

    internal void AskForMore() => Status = "requires_action";

    internal void Process() => Status = "processing";

    internal void Authorize(string kindOfCard, string lastFour, DateTimeOffset now)
    {
        (kind, last4, lastError, captureBefore) = (kindOfCard, lastFour, null, now + Holds);
        charges.Add("ch_" + Guid.NewGuid().ToString("N")[..24]);
        (Status, Capturable, Received) = isManual ? ("requires_capture", Amount, 0L) : ("succeeded", 0L, Amount);
    }

    internal void Decline(string code, string? declineCode)
    {
        Method = null;
        Status = "requires_payment_method";
        lastError = (JsonObject)FakeStripeAnswer.Error("card_error", code, "Your card was declined.")["error"]!;
        if (declineCode is not null)
            lastError["decline_code"] = declineCode;
        lastError["payment_method"] = new JsonObject
        {
            ["id"] = "pm_declined",
            ["object"] = "payment_method",
            ["card"] = new JsonObject { ["brand"] = "visa", ["last4"] = "0002" },
        };
    }

    internal void Capture(long part) => (Status, Capturable, Received) = ("succeeded", 0, part);

    internal void Cancel(DateTimeOffset now) => (Status, Capturable, canceledAt) = ("canceled", 0, now);

    internal JsonObject? ErrorWithIntent()
    {
        if (lastError?.DeepClone() is not JsonObject error)
            return null;
        error["payment_intent"] = Json(expandsCharge: false);
        return new JsonObject { ["error"] = error };
    }

    internal JsonNode Json(bool expandsCharge) => FakeStripeObjects.Of("payment_intent", new()
    {
        ["id"] = Id,
        ["amount"] = Amount,
        ["amount_capturable"] = Capturable,
        ["amount_received"] = Received,
        ["automatic_payment_methods"] = null,
        ["canceled_at"] = canceledAt?.ToUnixTimeSeconds(),
        ["capture_method"] = isManual ? "manual" : "automatic_async",
        ["client_secret"] = Id + "_secret_x",
        ["created"] = Created.ToUnixTimeSeconds(),
        ["currency"] = Currency,
        ["description"] = Description,
        ["last_payment_error"] = lastError?.DeepClone(),
        ["latest_charge"] = charges is [.., var charge] ? expandsCharge ? ChargeJson(charge) : charge : null,
        ["metadata"] = FakeStripeObjects.Map(Metadata),
        ["next_action"] = Status == "requires_action" ? new JsonObject { ["type"] = "redirect_to_url" } : null,
        ["payment_method"] = Method,
        ["payment_method_configuration_details"] = null,
        ["payment_method_types"] = new JsonArray([.. Types.Select(type => JsonValue.Create(type))]),
        ["processing"] = null,
        ["shipping"] = null,
        ["status"] = Status,
        ["transfer_data"] = null,
    });

    private JsonNode ChargeJson(string charge)
    {
        var json = FakeStripeObjects.Of("charge", new()
        {
            ["id"] = charge,
            ["amount"] = Amount,
            ["amount_captured"] = Received,
            ["captured"] = Status == "succeeded",
            ["created"] = Created.ToUnixTimeSeconds(),
            ["currency"] = Currency,
            ["payment_intent"] = Id,
        });
        var card = json["payment_method_details"]!["card"]!.DeepClone();
        card["last4"] = last4;
        card["capture_before"] = Status == "requires_capture" ? captureBefore.ToUnixTimeSeconds() : null;
        json["payment_method_details"] = new JsonObject { ["type"] = kind, [kind!] = card };
        return json;
    }
}
