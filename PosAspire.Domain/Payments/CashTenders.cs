using System.Diagnostics.CodeAnalysis;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments;

/// <summary>What one cash tender pays of an order.</summary>
public readonly record struct PaidTender(long TenderedMinor, long AmountMinor, long ChangeMinor);

/// <summary>Settles an order with cash: tenders pay in the order they were handed over, the last one gives the change.</summary>
public static class CashTenders
{
    public const int MaxTenders = 20;

    /// <summary>The largest note stack a till takes, so that sums cannot overflow.</summary>
    public const long MaxTenderMinor = 1_000_000_000_000;

    /// <summary>Divides what is due over the tenders. A tender that is not needed any more is given back whole.</summary>
    public static bool TrySettle(
        Money due, IReadOnlyList<long> tenderedMinor, [NotNullWhen(true)] out IReadOnlyList<PaidTender>? paid, [NotNullWhen(false)] out PosError? error)
    {
        (paid, error) = (null, null);
        if (tenderedMinor.Count is 0 or > MaxTenders || tenderedMinor.Any(amount => amount is < 0 or > MaxTenderMinor))
        {
            error = PaymentErrors.InvalidTender();
            return false;
        }

        var given = new Money(tenderedMinor.Sum(), due.Currency);
        if (given.Minor < due.Minor)
        {
            error = PaymentErrors.TenderTooSmall(due, given);
            return false;
        }

        var open = due.Minor;
        var settled = new PaidTender[tenderedMinor.Count];
        for (var position = 0; position < settled.Length; position++)
        {
            var amount = Math.Min(open, tenderedMinor[position]);
            settled[position] = new(tenderedMinor[position], amount, tenderedMinor[position] - amount);
            open -= amount;
        }

        paid = settled;
        return true;
    }
}
