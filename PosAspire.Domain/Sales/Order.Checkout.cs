using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>An order whose money is asked for, tender by tender.</summary>
public sealed partial class Order
{
    /// <summary>The key of the request that began its checkout, so that the same request finds it again.</summary>
    public string? CheckoutKey { get; private set; }

    /// <summary>Of what was asked under that key; null when nothing else could be.</summary>
    public byte[]? CheckoutHash { get; private set; }

    /// <summary>The lines of the cart that it was, as a cart holds them, so that they are in it again when it is given up; null when it was none.</summary>
    public string? CartLines { get; private set; }

    /// <summary>Its lines stand and its money is asked for; what is due is the total until somebody pays the rest in cash.</summary>
    public PosError? AwaitPayment(string key)
    {
        if (MustBeOpen() is { } closed)
            return closed;
        (Status, CheckoutKey, CashRoundingMinor, DueMinor) = (OrderStatus.AwaitingPayment, key, 0, TotalMinor);
        Version++;
        return null;
    }

    /// <summary>The rest is paid in cash: coins that do not exist are rounded away.</summary>
    /// <exception cref="InvalidOperationException">It does not wait for money.</exception>
    public void RoundForCash(long roundingMinor)
    {
        Guard(OrderStatus.AwaitingPayment);
        (CashRoundingMinor, DueMinor) = (roundingMinor, TotalMinor + roundingMinor);
        Version++;
    }

    /// <summary>Its payments have moved, which those who look at it must see.</summary>
    public void Touch() => Version++;

    /// <summary>Its guests do not pay yet: it is open again.</summary>
    /// <exception cref="InvalidOperationException">It does not wait for money.</exception>
    public void Reopen()
    {
        Guard(OrderStatus.AwaitingPayment);
        (Status, CheckoutKey) = (OrderStatus.Open, null);
        Version++;
    }
}
