namespace PosAspire.Domain.Payments;

/// <summary>A payment of which something is given back.</summary>
public sealed partial class Payment
{
    /// <summary>Takes down what is given back of it. Who takes the money outside is asked by the refund's own payout.</summary>
    /// <exception cref="InvalidOperationException">There is not so much to give back.</exception>
    public void GiveBack(long amountMinor)
    {
        if (Status != PaymentStatus.Captured || amountMinor < 1 || amountMinor > AmountMinor + TipMinor - RefundedMinor)
            throw new InvalidOperationException($"Payment {Id} is {Status}, and {amountMinor} of it cannot be given back.");
        RefundedMinor += amountMinor;
        if (RefundedMinor == AmountMinor + TipMinor)
            Status = PaymentStatus.Refunded;
        Version++;
    }
}
