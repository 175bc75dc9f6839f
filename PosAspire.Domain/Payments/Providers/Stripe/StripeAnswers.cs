using PosAspire.Domain.Shared;
using Stripe;
using Stripe.Terminal;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>What Stripe's objects say, in our words.</summary>
/// <remarks>States: docs.stripe.com/payments/paymentintents/lifecycle, docs.stripe.com/api/refunds/object.</remarks>
internal static class StripeAnswers
{
    /// <summary>A reader that gave up without saying why.</summary>
    private const string ReaderFailed = "reader_failed";

    public static ProviderAnswer Of(PaymentIntent intent)
    {
        if (StripeAmounts.Currency(intent.Currency) is not { } currency)
            return new(ProviderStatus.Rejected, intent.Id, Code: "currency_not_supported");
        var status = StatusOf(intent);
        Money? amount = status switch
        {
            ProviderStatus.Authorized => StripeAmounts.FromStripe(intent.AmountCapturable, currency),
            ProviderStatus.Captured => StripeAmounts.FromStripe(intent.AmountReceived, currency),
            _ => null,
        };
        var (card, until) = CardOf(intent);
        return new(status, intent.Id, amount, CodeOf(intent, status), card, Until: status == ProviderStatus.Authorized ? until : null);
    }

    /// <summary>The same, where a reader is to take the card: the payment itself does not tell that it waits there.</summary>
    public static ProviderAnswer With(this ProviderAnswer answer, ReaderAction? action)
    {
        if (action?.ProcessPaymentIntent is null || action.ProcessPaymentIntent.PaymentIntentId != answer.Ref)
            return answer;
        return (action.Status, answer.Status) switch
        {
            ("in_progress", ProviderStatus.Created or ProviderStatus.Declined) => answer with { Status = ProviderStatus.RequiresAction, Code = null, Card = null },
            ("failed", ProviderStatus.Created) => answer with { Status = ProviderStatus.Declined, Code = action.FailureCode ?? ReaderFailed },
            _ => answer,
        };
    }

    public static ProviderAnswer Of(Refund refund)
    {
        Money? amount = StripeAmounts.Currency(refund.Currency) is { } currency ? StripeAmounts.FromStripe(refund.Amount, currency) : null;
        return StatusOf(refund) is var status && status == ProviderStatus.Declined
            ? new(status, refund.Id, amount, refund.FailureReason ?? "refund_failed")
            : new(status, refund.Id, amount);
    }

    public static ProviderStatus StatusOf(PaymentIntent intent) => intent.Status switch
    {
        "requires_payment_method" => intent.LastPaymentError is null ? ProviderStatus.Created : ProviderStatus.Declined,
        "requires_confirmation" => ProviderStatus.Created,
        "requires_action" => ProviderStatus.RequiresAction,
        "requires_capture" => ProviderStatus.Authorized,
        "succeeded" => ProviderStatus.Captured,
        "canceled" => ProviderStatus.Canceled,
        // "processing", and what a later version may bring: it is not over, and reading it again will tell.
        _ => ProviderStatus.Unknown,
    };

    public static ProviderStatus StatusOf(Refund refund) => refund.Status switch
    {
        "succeeded" => ProviderStatus.Captured,
        "requires_action" => ProviderStatus.RequiresAction,
        "failed" => ProviderStatus.Declined,
        "canceled" => ProviderStatus.Canceled,
        // "pending": the bank has not said yet.
        _ => ProviderStatus.Created,
    };

    public static CardSeen? Of(PaymentMethodCard? card) => card is { Brand: { } brand, Last4: { } last4 } ? new(brand, last4) : null;

    private static string? CodeOf(PaymentIntent intent, ProviderStatus status) => status switch
    {
        ProviderStatus.Declined => StripeFailures.CodeOf(intent.LastPaymentError),
        ProviderStatus.Unknown => intent.Status,
        _ => null,
    };

    private static (CardSeen? Card, DateTime? Until) CardOf(PaymentIntent intent)
    {
        var details = intent.LatestCharge?.PaymentMethodDetails;
        if (details?.CardPresent is { Brand: not null } present)
            return (new(present.Brand, present.Last4), Later(present.CaptureBefore));
        if (details?.Card is { Brand: not null } card)
            return (new(card.Brand, card.Last4), Later(card.CaptureBefore));
        return (Of(intent.LastPaymentError?.PaymentMethod?.Card), null);
    }

    // 1970 is how the library says "nothing".
    private static DateTime? Later(DateTime time) => time > DateTime.UnixEpoch ? time : null;
}
