using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Payments;

/// <summary>How far an order is paid.</summary>
/// <param name="DueMinor">What must be paid, cash rounding included as far as it is known.</param>
/// <param name="HeldMinor">What its tenders stand for, certain or not.</param>
/// <param name="IsSecured">Tenders cover it and the money of each is held, taken or let be: what is held can be taken.</param>
/// <param name="IsSettled">Tenders cover it and each is taken or let be: the goods can go.</param>
public readonly record struct Checkout(long DueMinor, long HeldMinor, bool IsSecured, bool IsSettled)
{
    public long RemainingMinor => Math.Max(0, DueMinor - HeldMinor);

    public static Checkout Of(Order order, IReadOnlyList<Payment> payments)
    {
        long held = 0;
        var (secured, settled) = (true, true);
        foreach (var payment in payments)
        {
            if (!payment.Stands)
                continue;
            held += payment.AmountMinor;
            settled &= payment.IsSettled;
            secured &= payment.IsSettled || payment.Status == PaymentStatus.Authorized;
        }

        var covered = held >= order.DueMinor;
        return new(order.DueMinor, held, covered && secured, covered && settled);
    }
}
