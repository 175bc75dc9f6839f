using PosAspire.Domain.Catalog;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>A line as it was sold: name and price are kept, whatever the catalogue says later.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid OrderId { get; private set; }

    /// <summary>From 1, in the order of scanning. A number is never given to another line.</summary>
    public short LineNo { get; private set; }

    public Guid ProductId { get; private set; }

    public string Name { get; private set; } = "";

    public string Size { get; private set; } = "";

    public SaleUnit Unit { get; private set; }

    /// <summary>Smallest units in one sold unit.</summary>
    public int UnitQuantity { get; private set; }

    /// <summary>Sold units.</summary>
    public int Quantity { get; private set; }

    public long UnitPriceMinor { get; private set; }

    public long DiscountMinor { get; private set; }

    /// <summary><c>unit price × quantity − discount</c>.</summary>
    public long LineTotalMinor { get; private set; }

    /// <summary>The choices that came with it: JSON array of id, name and price, whose prices are part of the unit price.</summary>
    public string? Modifiers { get; private set; }

    /// <summary>When the kitchen was told.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When it was taken off; such a line is not paid. One that the kitchen never heard of is not shown either.</summary>
    public DateTime? RemovedAt { get; private set; }

    /// <summary>Why it was taken off after the kitchen had been told.</summary>
    public string? RemovedReason { get; private set; }

    /// <summary>Sold units that came back, of <see cref="Quantity"/>.</summary>
    public int RefundedQuantity { get; private set; }

    /// <summary>What was paid for it, service and taxes included; known once something of the order was given back, and kept from then on.</summary>
    public long? PaidMinor { get; private set; }

    /// <summary>Whether it counts.</summary>
    public bool IsActive => RemovedAt is null;

    /// <summary>Whether the kitchen knows of it, as a dish to make or as one taken back.</summary>
    public bool IsSent => SentAt is not null;

    /// <summary>What leaves the shelf for it, in smallest units.</summary>
    public long SmallestUnits => (long)UnitQuantity * Quantity;

    /// <summary>A line of an open order, at the price of now.</summary>
    public static OrderLine Of(Order order, short lineNo, SoldItem item, int quantity) => new()
    {
        LocationId = order.LocationId,
        OrderId = order.Id,
        LineNo = lineNo,
        ProductId = item.ProductId,
        Name = item.Name,
        Size = item.Size,
        Unit = item.Unit,
        UnitQuantity = item.UnitQuantity,
        Quantity = quantity,
        UnitPriceMinor = item.UnitPriceMinor,
        LineTotalMinor = item.UnitPriceMinor * quantity,
        Modifiers = item.Modifiers,
    };

    /// <summary>Changes a line that the kitchen does not know of; one that it does know is replaced instead.</summary>
    /// <exception cref="InvalidOperationException">It is sent or removed.</exception>
    public void Change(int quantity, long unitPriceMinor, string? modifiers)
    {
        Guard(!IsSent && IsActive);
        (Quantity, UnitPriceMinor, LineTotalMinor, Modifiers) = (quantity, unitPriceMinor, unitPriceMinor * quantity, modifiers);
    }

    /// <summary>The same dish at the price of the day it was ordered, for a line that takes this one's place.</summary>
    public SoldItem Item(long unitPriceMinor, string? modifiers) => new(ProductId, Name, Size, Unit, UnitQuantity, unitPriceMinor, modifiers);

    /// <summary>The kitchen is told.</summary>
    /// <exception cref="InvalidOperationException">It is sent already, or removed.</exception>
    public void Send(DateTime at)
    {
        Guard(!IsSent && IsActive);
        SentAt = at;
    }

    /// <summary>Takes the line off.</summary>
    /// <param name="reason">Needed once the kitchen has been told.</param>
    /// <exception cref="InvalidOperationException">It is removed already.</exception>
    public PosError? Remove(DateTime at, string? reason)
    {
        Guard(IsActive);
        if (IsSent && reason is null)
            return OpenOrderErrors.ReasonMissing;
        (RemovedAt, RemovedReason) = (at, reason);
        return null;
    }

    /// <summary>Takes down what was paid for it, the first time that something of its order is given back.</summary>
    public void Price(long paidMinor) => PaidMinor ??= paidMinor;

    /// <summary>Takes down units that came back.</summary>
    /// <exception cref="InvalidOperationException">There are not so many left, or it is removed.</exception>
    public void Return(int units)
    {
        Guard(IsActive && units > 0 && units <= Quantity - RefundedQuantity);
        RefundedQuantity += units;
    }

    private void Guard(bool allowed)
    {
        if (!allowed)
            throw new InvalidOperationException($"Line {LineNo} of order {OrderId} cannot be changed like this: it is sent, removed or came back.");
    }
}

/// <summary>What a line is of.</summary>
/// <param name="UnitPriceMinor">With its modifiers.</param>
/// <param name="Modifiers">JSON array of id, name and price.</param>
public readonly record struct SoldItem(Guid ProductId, string Name, string Size, SaleUnit Unit, int UnitQuantity, long UnitPriceMinor, string? Modifiers);
