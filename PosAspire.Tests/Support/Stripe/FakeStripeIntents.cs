namespace PosAspire.Tests.Support.Stripe;

/// <summary>PaymentIntents: the states of docs.stripe.com/payments/paymentintents/lifecycle, and what each step may start from.</summary>
internal sealed class FakeStripeIntents(FakeStripeLedger ledger, FakeStripeWebhooks webhooks)
{
    /// <summary>Tokens of docs.stripe.com/testing; after <c>pm_decline_</c> any decline code may stand.</summary>
    private const string Declines = "pm_decline_";

    private const long LeastUsd = 50;

    public FakeStripeAnswer Answer(FakeStripeRequest request, string method, string[] rest)
    {
        switch (method, rest)
        {
            case ("POST", []):
                return FakeStripeRoutes.Unknown(request, "amount", "currency", "capture_method", "description", "metadata", "payment_method", "payment_method_types") ?? Create(request);
            case ("GET", []):
                return FakeStripeRoutes.Page(request, ledger.Intents, intent => intent.Id, intent => intent.Created, intent => intent.Json(Expands(request, "data.")));
            case ("GET", ["search"]):
                return FakeStripeRoutes.Unknown(request, "query", "limit") ?? Search(request);
            case (_, [var id, .. var verb]):
                return ledger.Intent(id) is { } found ? Change(request, method, found, verb) : FakeStripeRoutes.Missing("payment_intent", id);
            default:
                return FakeStripeAnswer.Invalid(404, null, $"Unrecognized request URL ({request.Method}: {request.Path}).");
        }
    }

    private FakeStripeAnswer Change(FakeStripeRequest request, string method, FakeIntent intent, string[] verb) => (method, verb) switch
    {
        ("GET", []) => FakeStripeRoutes.Unknown(request) ?? Shown(request, intent),
        ("POST", ["confirm"]) => FakeStripeRoutes.Unknown(request, "payment_method") ?? Confirm(request, intent),
        ("POST", ["capture"]) => FakeStripeRoutes.Unknown(request, "amount_to_capture") ?? Capture(request, intent),
        ("POST", ["cancel"]) => FakeStripeRoutes.Unknown(request, "cancellation_reason") ?? Cancel(request, intent),
        _ => FakeStripeAnswer.Invalid(404, null, $"Unrecognized request URL ({request.Method}: {request.Path})."),
    };

    private static bool Expands(FakeStripeRequest request, string inside = "") => request.Inside("expand").Any(item => item.Value == inside + "latest_charge");

    private static FakeStripeAnswer Shown(FakeStripeRequest request, FakeIntent intent) => FakeStripeAnswer.Ok(intent.Json(Expands(request)));

    private FakeStripeAnswer Create(FakeStripeRequest request)
    {
        if (request.Value("currency") is not { } currency)
            return FakeStripeRoutes.Needs("currency");
        if (request.Value("amount") is null)
            return FakeStripeRoutes.Needs("amount");
        if (request.Number("amount") is not { } amount || amount < 1)
            return FakeStripeAnswer.Invalid(400, "parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        if (currency == "usd" && amount < LeastUsd)
            return FakeStripeAnswer.Invalid(400, "amount_too_small", "Amount must be at least $0.50 usd", "amount");
        if (currency.Length != 3 || currency.Any(char.IsUpper))
            return FakeStripeAnswer.Invalid(400, null, $"Invalid currency: {currency}.", "currency");
        if (request.Inside("metadata").Any(pair => pair.Key.Length > 40 || pair.Value.Length > 500) || request.Inside("metadata").Count() > 50)
            return FakeStripeAnswer.Invalid(400, null, "Metadata is at most 50 entries, names of 40 and values of 500 characters.", "metadata");
        var types = request.Inside("payment_method_types").Select(item => item.Value).ToList();
        var intent = new FakeIntent("pi_" + Guid.NewGuid().ToString("N")[..24], amount, currency, request.Value("capture_method") == "manual",
            request.Value("description"), types.Count == 0 ? ["card"] : types, request.Inside("metadata").ToDictionary(), ledger.Now)
        { Method = request.Value("payment_method") };
        if (intent.Method is not null)
            intent.Wait();
        ledger.Add(intent);
        webhooks.Happened("payment_intent.created", intent.Json(expandsCharge: false));
        return Shown(request, intent);
    }

    private FakeStripeAnswer Confirm(FakeStripeRequest request, FakeIntent intent)
    {
        if (intent.Status is not ("requires_payment_method" or "requires_confirmation" or "requires_action"))
            return Unexpected(request, intent, "confirm");
        if ((request.Value("payment_method") ?? intent.Method) is not { } method)
            return FakeStripeAnswer.Invalid(400, "payment_intent_unexpected_state", "It is missing a payment method.", intent: intent.Json(expandsCharge: false));
        if (!intent.Types.Contains("card"))
            return FakeStripeAnswer.Invalid(400, null, "card_present payments are confirmed by a reader.");
        if (!method.StartsWith("pm_", StringComparison.Ordinal) || method == "pm_missing")
            return FakeStripeAnswer.Invalid(400, "resource_missing", $"No such PaymentMethod: '{method}'", "payment_method");
        intent.Method = method;
        if (method.StartsWith(Declines, StringComparison.Ordinal))
        {
            var why = method[Declines.Length..];
            // Some reasons are an error's own code; the rest stand below card_declined.
            intent.Decline(why is "expired_card" or "incorrect_cvc" or "processing_error" or "incorrect_number" ? why : "card_declined", why);
            webhooks.Happened("payment_intent.payment_failed", intent.Json(expandsCharge: false));
            return new(402, intent.ErrorWithIntent()!);
        }

        if (method == "pm_card_threeDSecure2Required")
            intent.AskForMore();
        else if (method == "pm_processing")
            intent.Process();
        else
            intent.Authorize("card", "4242", ledger.Now);
        webhooks.Happened(intent.Status == "requires_action" ? "payment_intent.requires_action" : "payment_intent.amount_capturable_updated", intent.Json(expandsCharge: false));
        return Shown(request, intent);
    }

    private FakeStripeAnswer Capture(FakeStripeRequest request, FakeIntent intent)
    {
        if (intent.Status != "requires_capture")
            return Unexpected(request, intent, "capture");
        var part = request.Number("amount_to_capture") ?? intent.Capturable;
        if (part < 1 || part > intent.Capturable)
            return FakeStripeAnswer.Invalid(400, "amount_too_large", "The amount to capture is greater than what was authorised.", "amount_to_capture");
        intent.Capture(part);
        webhooks.Happened("payment_intent.succeeded", intent.Json(expandsCharge: false));
        return Shown(request, intent);
    }

    private FakeStripeAnswer Cancel(FakeStripeRequest request, FakeIntent intent)
    {
        if (intent.Status is "succeeded" or "canceled")
            return Unexpected(request, intent, "cancel");
        intent.Cancel(ledger.Now);
        webhooks.Happened("payment_intent.canceled", intent.Json(expandsCharge: false));
        return Shown(request, intent);
    }

    private FakeStripeAnswer Search(FakeStripeRequest request)
    {
        if (request.Value("query") is not { } query)
            return FakeStripeRoutes.Needs("query");
        // metadata['name']:'value'
        if (query.Split('\'') is not ["metadata[", var name, "]:", var value, ""])
            return FakeStripeAnswer.Invalid(400, null, "The query was not understood.", "query");
        var seen = ledger.Intents.SkipLast(ledger.SearchLagsBehind).Where(intent => intent.Metadata.GetValueOrDefault(name) == value).Reverse();
        var result = FakeStripeObjects.List(request.Path, seen.Select(intent => intent.Json(Expands(request, "data."))), hasMore: false);
        result["object"] = "search_result";
        return FakeStripeAnswer.Ok(result);
    }

    private static FakeStripeAnswer Unexpected(FakeStripeRequest request, FakeIntent intent, string verb) => FakeStripeAnswer.Invalid(
        400, "payment_intent_unexpected_state", $"You cannot {verb} this PaymentIntent because it has a status of {intent.Status}.", intent: intent.Json(Expands(request)));
}
