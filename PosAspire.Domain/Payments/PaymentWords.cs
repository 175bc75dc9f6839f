using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Domain.Payments;

/// <summary>What a cashier is told of a payment, in plain words.</summary>
public static class PaymentWords
{
    /// <summary>What happened, what was kept, what to do; null when all is well.</summary>
    public static string? Of(Payment payment) => payment.Status switch
    {
        PaymentStatus.RequiresAction when payment.Type == TenderType.Qris => "The customer scans the code and pays with their own app.",
        PaymentStatus.RequiresAction when payment.Source?.StartsWith(PaymentSource.Method, StringComparison.Ordinal) == true =>
            "The bank wants the customer to confirm this payment. Wait for it, or let it go and use the card at the reader.",
        PaymentStatus.RequiresAction => "The customer holds the card to the reader.",
        PaymentStatus.Queued => "The card service does not answer. The payment is kept and taken as soon as it does: the goods may go.",
        PaymentStatus.Unknown when payment.Wanted == PaymentWanted.Nothing => "It was let go. Should the card have been charged, it is given back by itself.",
        PaymentStatus.Unknown when payment.AcceptedAt is not null =>
            "Nobody knows yet whether the card was charged. It is being found out: the goods may go.",
        PaymentStatus.Unknown => "Nobody knows yet whether the card was charged. It is being found out by itself: do not take the money again, wait or call a manager.",
        PaymentStatus.Failed => OfFailure(payment.FailureCode),
        PaymentStatus.Refunded when payment.Type == TenderType.Cash => "Hand the cash back.",
        _ => null,
    };

    private static string OfFailure(string? code) => code switch
    {
        PaymentFailures.Canceled => "Let go: nothing was taken.",
        PaymentFailures.Expired => "The code was not paid in time. Nothing was taken: show a new one.",
        PaymentFailures.ProviderUnreachable => "The card service does not answer. Nothing was taken: ask for cash, or try again in a moment.",
        PaymentFailures.AmountMismatch => "Another amount was paid than was asked for. A manager gives it back: take the money another way.",
        PaymentFailures.PartlyAuthorized => "The card had only part of the amount. Nothing was taken: ask for another card or cash.",
        _ => DeclineWords.Of(code),
    };
}
