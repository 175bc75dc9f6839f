using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>An order of which something came back.</summary>
public sealed partial class Order
{
    /// <summary>What of the total was given back; the database lets it grow to the total and no further.</summary>
    public long RefundedMinor { get; private set; }

    /// <summary>The order whose goods came back for this one.</summary>
    public Guid? ExchangeOf { get; private set; }

    /// <summary>Whether it was paid whole, whatever of it came back later.</summary>
    public bool IsSold => Status is OrderStatus.Completed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded;

    /// <summary>Whether money was paid that can be given back; the error when not.</summary>
    public PosError? MustBeRefundable() => Status switch
    {
        OrderStatus.Completed or OrderStatus.PartiallyRefunded => null,
        OrderStatus.Refunded => RefundErrors.NothingLeft,
        _ => RefundErrors.NotRefundable(Status),
    };

    /// <summary>Gives back a part of it, or what is left.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to give back.</exception>
    public void Refund(long amountMinor, bool isLast)
    {
        if (MustBeRefundable() is not null || amountMinor < 0 || amountMinor > TotalMinor - RefundedMinor)
            throw new InvalidOperationException($"Order {Id} is {Status}, and {amountMinor} of it cannot be given back.");
        RefundedMinor += amountMinor;
        Status = isLast ? OrderStatus.Refunded : OrderStatus.PartiallyRefunded;
        Version++;
    }

    /// <summary>It is undone whole on its own day, with everything that was paid for it.</summary>
    internal void GiveAllBack() => RefundedMinor = TotalMinor;

    /// <summary>Its goods were taken in exchange for those of another order.</summary>
    /// <exception cref="InvalidOperationException">It is an exchange already, or for itself.</exception>
    public void Exchange(Guid of)
    {
        if (ExchangeOf is not null || of == Id)
            throw new InvalidOperationException($"Order {Id} cannot be in exchange for {of}.");
        ExchangeOf = of;
        Version++;
    }
}
