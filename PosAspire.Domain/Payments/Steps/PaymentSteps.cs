using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Payments.Steps;

/// <summary>What a provider can be asked.</summary>
public enum PaymentVerb
{
    Create,
    Confirm,
    Read,
    Capture,
    Cancel,

    /// <summary>Gives back what was taken for an order that is no more, or too late.</summary>
    Refund,
    ReadRefund,
}

/// <summary>Decides what a payment needs next. Pure: the same rows at the same time always give the same step.</summary>
public static class PaymentSteps
{
    /// <summary>The next call; null when there is none to make now.</summary>
    public static PaymentVerb? Next(Order order, Payment payment, IReadOnlyList<Payment> payments, DateTime at)
    {
        if (!payment.HasProvider)
            return null;
        // While somebody asks, their lease ends when the next look is due.
        if (payment.Asking is { } doubtful)
            return IsDue(payment, at) ? Again(doubtful) : null;
        // What was turned away waits its time; everything else goes on at once.
        if (payment.Reads > 0 && !IsDue(payment, at))
            return null;
        return payment.Status switch
        {
            PaymentStatus.Pending or PaymentStatus.Queued => Begin(payment),
            PaymentStatus.RequiresAction when payment.Wanted == PaymentWanted.Nothing => PaymentVerb.Cancel,
            PaymentStatus.RequiresAction or PaymentStatus.Unknown => IsDue(payment, at) ? PaymentVerb.Read : null,
            PaymentStatus.Authorized => Settle(order, payment, payments),
            PaymentStatus.Failed when payment.Wanted == PaymentWanted.Nothing && payment.ProviderRef is not null && IsDue(payment, at) => PaymentVerb.Cancel,
            PaymentStatus.Captured when payment.Wanted == PaymentWanted.Nothing && payment.NextReadAt is not null => PaymentVerb.Refund,
            _ => null,
        };
    }

    // Whoever asked this died, or had no answer: only a call that takes nothing is made again unseen.
    private static PaymentVerb Again(PaymentVerb doubtful) => doubtful switch
    {
        PaymentVerb.Create => PaymentVerb.Create,
        PaymentVerb.Refund or PaymentVerb.ReadRefund => PaymentVerb.ReadRefund,
        _ => PaymentVerb.Read,
    };

    private static PaymentVerb Begin(Payment payment)
    {
        if (payment.ProviderRef is null)
            // What was given up while its announcement had no answer may have been announced: then it is let go.
            return payment.Wanted == PaymentWanted.Money ? PaymentVerb.Create : PaymentVerb.Read;
        return payment.Wanted == PaymentWanted.Money ? PaymentVerb.Confirm : PaymentVerb.Cancel;
    }

    private static PaymentVerb? Settle(Order order, Payment payment, IReadOnlyList<Payment> payments)
    {
        if (payment.Wanted == PaymentWanted.Nothing)
            return PaymentVerb.Cancel;
        return payment.AcceptedAt is not null || Checkout.Of(order, payments).IsSecured ? PaymentVerb.Capture : null;
    }

    private static bool IsDue(Payment payment, DateTime at) => payment.NextReadAt <= at;
}
