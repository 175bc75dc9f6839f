namespace PosAspire.Web.Dining.Orders;

/// <summary>An order as Api tells of it, from its first line to its receipt.</summary>
public sealed record OpenOrder
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }

    /// <summary><c>open</c>, <c>completed</c>, <c>cancelled</c> or <c>voided</c>.</summary>
    public required string Status { get; init; }
    public required string Location { get; init; }
    public Guid? RegisterId { get; init; }
    public bool Training { get; init; }
    public string? Label { get; init; }

    /// <summary><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</summary>
    public required string Kind { get; init; }
    public OrderTable? Table { get; init; }
    public int? Guests { get; init; }

    /// <summary>What guests follow it by.</summary>
    public string? GuestToken { get; init; }

    /// <summary>When the guests asked for the bill; nothing was added since.</summary>
    public DateTimeOffset? BillAt { get; init; }
    public string? Note { get; init; }
    public required string Currency { get; init; }
    public required DateOnly BusinessDay { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public Guid CreatedBy { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string? Reason { get; init; }
    public Guid? ApprovedBy { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>What was taken off after the kitchen had been told.</summary>
    public required IReadOnlyList<OrderLine> VoidLines { get; init; }
    public required long SubtotalMinor { get; init; }
    public required IReadOnlyList<OrderTax> Taxes { get; init; }
    public required long ServiceMinor { get; init; }
    public required long TotalMinor { get; init; }
    public long TaxIncludedMinor { get; init; }
    public required long CashRoundingMinor { get; init; }
    public required long DueMinor { get; init; }
    public long TenderedMinor { get; init; }
    public long ChangeMinor { get; init; }
    public IReadOnlyList<OrderPayment> Payments { get; init; } = [];
    public IReadOnlyList<OrderChange> History { get; init; } = [];
    public IReadOnlyList<OrderWarning> Warnings { get; init; } = [];
    public OrderReceipt? Receipt { get; init; }

    public bool IsOpen => Status == "open";

    /// <summary>Number of the line that was added last.</summary>
    public int? Newest => Lines is [.., var last] ? last.LineNo : null;

    public IEnumerable<OrderLine> Unsent => Lines.Where(line => !line.IsSent);

    /// <summary>Dishes that the kitchen does not know of yet.</summary>
    public int UnsentCount => Unsent.Sum(line => line.Quantity);

    /// <summary>What unsent lines cost, before service and taxes.</summary>
    public long UnsentMinor => Unsent.Sum(line => line.LineTotalMinor);
}
