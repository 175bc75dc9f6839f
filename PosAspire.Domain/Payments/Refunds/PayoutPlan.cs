using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>A payment whose money is here, as a refund sees it.</summary>
/// <param name="PaidMinor">What it paid of the order; with the tip when that goes back too.</param>
/// <param name="RefundedMinor">Given back of it already.</param>
public readonly record struct PaidBy(Guid PaymentId, TenderType Type, long PaidMinor, long RefundedMinor)
{
    public long LeftMinor => Math.Max(0, PaidMinor - RefundedMinor);
}

/// <summary>Money that goes back for a payment.</summary>
/// <param name="AmountMinor">What of the payment it gives back.</param>
public readonly record struct PayoutShare(Guid PaymentId, TenderType Type, long AmountMinor);

/// <summary>
/// Divides a refund over the payments of its order: cards and codes first, then gift cards and credit, cash last, so that a stolen card cannot
/// be turned into cash. Cash is rounded to coins on what was given back in cash altogether, so that all of it together is what was paid in cash.
/// </summary>
public static class PayoutPlan
{
    /// <param name="amountMinor">Of the order's total.</param>
    /// <param name="refundedMinor">What was given back of the total before.</param>
    /// <param name="isLast">Nothing of the order is left afterwards: every payment is given back whole.</param>
    public static IReadOnlyList<PayoutShare> Of(IReadOnlyList<PaidBy> payments, long amountMinor, long refundedMinor, bool isLast, CashRule cash, Currency currency)
    {
        List<PayoutShare> shares = [];
        var open = amountMinor;
        foreach (var payment in payments.Where(payment => payment.Type != TenderType.Cash).OrderBy(payment => Rank(payment.Type)).ThenBy(payment => payment.PaymentId))
            open -= Give(shares, payment, isLast ? payment.LeftMinor : Math.Min(open, payment.LeftMinor));
        var inCash = payments.Where(payment => payment.Type == TenderType.Cash).OrderBy(payment => payment.PaymentId).ToList();
        var coins = isLast ? inCash.Sum(payment => payment.LeftMinor) : Coins(payments, inCash, open, refundedMinor, cash, currency);
        foreach (var payment in inCash)
            coins -= Give(shares, payment, Math.Min(coins, payment.LeftMinor));
        return shares;
    }

    private static long Coins(IReadOnlyList<PaidBy> payments, List<PaidBy> inCash, long amount, long refundedMinor, CashRule cash, Currency currency)
    {
        var before = refundedMinor - payments.Where(payment => payment.Type != TenderType.Cash).Sum(payment => payment.RefundedMinor);
        var all = new Money(Math.Max(0, before) + amount, currency).RoundTo(cash.IncrementMinor, cash.Rounding).Minor;
        return Math.Max(0, all - inCash.Sum(payment => payment.RefundedMinor));
    }

    private static long Give(List<PayoutShare> shares, PaidBy payment, long amount)
    {
        if (amount > 0)
            shares.Add(new(payment.PaymentId, payment.Type, amount));
        return Math.Max(0, amount);
    }

    private static int Rank(TenderType type) => type switch
    {
        TenderType.Card or TenderType.Qris => 0,
        TenderType.GiftCard or TenderType.StoreCredit => 1,
        TenderType.Cash => 2,
    };
}
