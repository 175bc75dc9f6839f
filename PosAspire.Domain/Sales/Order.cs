using PosAspire.Domain.Catalog;

namespace PosAspire.Domain.Sales;

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    Draft,
    Open,
    AwaitingPayment,
    Paid,
    Completed,
    Cancelled,
    Voided,
    Refunded,
    PartiallyRefunded,
}

/// <summary>A sale. The database holds <c>total = subtotal + service + tax</c> and <c>due = total + cash rounding</c>.</summary>
public sealed class Order
{
    private Order()
    {
    }

    public Guid LocationId { get; private set; }

    /// <summary>UUIDv7: sorts by the time of the sale.</summary>
    public Guid Id { get; private set; }

    /// <summary>What people call it: counts from 1 per location and business day. Unique; a restart may leave a gap.</summary>
    public int Number { get; private set; }

    public DateOnly BusinessDay { get; private set; }

    public OrderStatus Status { get; private set; }

    public string Currency { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime? CompletedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public Guid? RegisterId { get; private set; }

    /// <summary>Practice: it touches neither stock nor revenue, and counts its numbers on its own.</summary>
    public bool Training { get; private set; }

    /// <summary>What people call an open order: a table, a guest's name.</summary>
    public string? Label { get; private set; }

    /// <summary>Why it was cancelled or voided.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who let it be voided; never who asked.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>Lines after discounts, in minor units like every amount here.</summary>
    public long SubtotalMinor { get; private set; }

    public long ServiceMinor { get; private set; }

    public long TaxMinor { get; private set; }

    public long TotalMinor { get; private set; }

    public long CashRoundingMinor { get; private set; }

    public long DueMinor { get; private set; }

    /// <summary>Tax that the prices already contain; no part of <c>total = subtotal + service + tax</c>.</summary>
    public long TaxIncludedMinor { get; private set; }

    /// <summary>The taxes as they were on the day: JSON array of name, rate and amount.</summary>
    public string Taxes { get; private set; } = "";

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }
}

/// <summary>A line as it was sold: name and price are kept, whatever the catalogue says later.</summary>
public sealed class OrderLine
{
    private OrderLine()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid OrderId { get; private set; }

    /// <summary>From 1, in the order of scanning.</summary>
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

    /// <summary>When it was taken off after the kitchen had been told; such a line is not paid.</summary>
    public DateTime? RemovedAt { get; private set; }
}

/// <summary>The highest order number handed out for a location's business day.</summary>
public sealed class OrderNumber
{
    private OrderNumber()
    {
    }

    public Guid LocationId { get; private set; }

    public DateOnly BusinessDay { get; private set; }

    public bool Training { get; private set; }

    public int LastNumber { get; private set; }
}
