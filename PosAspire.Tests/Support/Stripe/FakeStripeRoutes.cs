using System.Text.Json.Nodes;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>What each address does, one request after the other.</summary>
internal sealed class FakeStripeRoutes(FakeStripeLedger ledger, FakeStripeWebhooks webhooks)
{
    private readonly FakeStripeIntents intents = new(ledger, webhooks);

    public FakeStripeAnswer Answer(FakeStripeRequest request)
    {
        lock (ledger.Gate)
        {
            return (request.Method, request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
            {
                (var method, ["v1", "payment_intents", .. var rest]) => intents.Answer(request, method, rest),
                ("POST", ["v1", "refunds"]) => Refund(request),
                ("GET", ["v1", "refunds"]) => Page(request, ledger.Refunds.Where(refund => (request.Value("payment_intent") ?? refund.Intent) == refund.Intent),
                    refund => refund.Id, refund => refund.Created, refund => refund.Json(), "payment_intent"),
                ("GET", ["v1", "refunds", var id]) => ledger.Refund(id) is { } refund ? FakeStripeAnswer.Ok(refund.Json()) : Missing("refund", id),
                (var method, ["v1", "terminal", "readers", var id, .. var rest]) => ledger.Reader(id) is { } reader ? Reader(request, method, reader, rest) : Missing("terminal.reader", id),
                _ => FakeStripeAnswer.Invalid(404, null, $"Unrecognized request URL ({request.Method}: {request.Path})."),
            };
        }
    }

    internal static FakeStripeAnswer Missing(string kind, string id) => FakeStripeAnswer.Invalid(404, "resource_missing", $"No such {kind}: '{id}'", "id");

    internal static FakeStripeAnswer? Unknown(FakeStripeRequest request, params string[] known)
        => request.Unknown(known) is { } name ? FakeStripeAnswer.Invalid(400, "parameter_unknown", $"Received unknown parameter: {name}", name) : null;

    internal static FakeStripeAnswer Needs(string name) => FakeStripeAnswer.Invalid(400, "parameter_missing", $"Missing required param: {name}.", name);

    /// <summary>Newest first, after a cursor, in a span of time.</summary>
    internal static FakeStripeAnswer Page<T>(
        FakeStripeRequest request, IEnumerable<T> all, Func<T, string> id, Func<T, DateTimeOffset> created, Func<T, JsonNode> json, params string[] known)
    {
        if (Unknown(request, [.. known, "limit", "starting_after", "created"]) is { } unknown)
            return unknown;
        var limit = request.Number("limit") ?? 10;
        if (limit is < 1 or > 100)
            return FakeStripeAnswer.Invalid(400, "parameter_invalid_integer", "limit is between 1 and 100", "limit");
        var from = request.Number("created[gte]") ?? long.MinValue;
        var until = request.Number("created[lt]") ?? long.MaxValue;
        var rest = all.Reverse().Where(item => created(item).ToUnixTimeSeconds() is var at && at >= from && at < until);
        if (request.Value("starting_after") is { } cursor)
            rest = rest.SkipWhile(item => id(item) != cursor).Skip(1);
        var page = rest.Take((int)limit + 1).ToList();
        return FakeStripeAnswer.Ok(FakeStripeObjects.List(request.Path, page.Take((int)limit).Select(json), page.Count > limit));
    }

    private FakeStripeAnswer Refund(FakeStripeRequest request)
    {
        if (Unknown(request, "payment_intent", "amount", "metadata", "reason") is { } unknown)
            return unknown;
        if (request.Value("payment_intent") is not { } id)
            return Needs("payment_intent");
        if (ledger.Intent(id) is not { } intent)
            return Missing("payment_intent", id);
        if (intent.Received == 0)
            return FakeStripeAnswer.Invalid(400, null, $"This PaymentIntent ({id}) does not have a successful charge to refund.");
        var left = intent.Received - ledger.Refunded(id);
        var amount = request.Number("amount") ?? left;
        if (left == 0)
            return FakeStripeAnswer.Invalid(400, "charge_already_refunded", "The charge has already been refunded.");
        if (amount < 1 || amount > left)
            return FakeStripeAnswer.Invalid(400, null, $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", "amount");
        var refund = new FakeRefund("re_" + Guid.NewGuid().ToString("N")[..24], id, intent.Charges[^1], amount, intent.Currency,
            request.Inside("metadata").ToDictionary(), ledger.Now)
        { Status = ledger.RefundStatus };
        ledger.Add(refund);
        webhooks.Happened("refund.created", refund.Json());
        return FakeStripeAnswer.Ok(refund.Json());
    }

    private FakeStripeAnswer Reader(FakeStripeRequest request, string method, FakeReader reader, string[] rest)
    {
        switch (method, rest)
        {
            case ("GET", []):
                return FakeStripeAnswer.Ok(reader.Json());
            case ("POST", ["cancel_action"]):
                reader.Stop();
                return FakeStripeAnswer.Ok(reader.Json());
            case ("POST", ["process_payment_intent"]):
                return Unknown(request, "payment_intent") ?? Process(request, reader);
            default:
                return FakeStripeAnswer.Invalid(404, null, $"Unrecognized request URL ({request.Method}: {request.Path}).");
        }
    }

    private FakeStripeAnswer Process(FakeStripeRequest request, FakeReader reader)
    {
        if (request.Value("payment_intent") is not { } id)
            return Needs("payment_intent");
        if (ledger.Intent(id) is not { } intent)
            return FakeStripeAnswer.Invalid(400, "resource_missing", $"No such payment_intent: '{id}'", "payment_intent");
        if (reader.Status != "online")
            return FakeStripeAnswer.Invalid(400, "terminal_reader_offline", "Reader is currently offline, please ensure the reader is powered on and connected to the internet before retrying.");
        if (reader.ActionStatus == "in_progress")
            return FakeStripeAnswer.Invalid(400, "terminal_reader_busy", "Reader is currently processing another request, please reference the integration guide.");
        if (intent.Status != "requires_payment_method" || !intent.Types.Contains("card_present"))
            return FakeStripeAnswer.Invalid(400, "intent_invalid_state", "The PaymentIntent's state does not allow this.", "payment_intent");
        reader.Ask(id);
        return FakeStripeAnswer.Ok(reader.Json());
    }
}
