namespace PosAspire.Web.Sales;

// The shapes of Api's answers and of what it is asked, as Web reads and writes them. All amounts are minor units.

/// <summary>A shop; <paramref name="Profile"/> is <c>retail</c> or <c>restaurant</c>.</summary>
public sealed record Shop(string Code, string Name, string Profile, string Currency, string TimeZone);

public sealed record Shops(IReadOnlyList<Shop> Items);

public sealed record Tender(string Type, long AmountMinor);

/// <summary>A choice that came with a line; its price is part of the line's unit price.</summary>
public sealed record Choice(Guid Id, string Name, long PriceMinor);

public sealed record PricedLine(
    Guid ProductId, string Name, string Size, int Quantity, long UnitPriceMinor, long LineTotalMinor,
    string Unit = "each", int UnitQuantity = 1, IReadOnlyList<Choice>? Modifiers = null, long DiscountMinor = 0,
    int LineNo = 0, DateTimeOffset? SentAt = null, DateTimeOffset? RemovedAt = null, string? RemovedReason = null, string? Station = null);

/// <summary>A tax as it stands on the receipt; <paramref name="Rate"/> 0.07 is 7 %.</summary>
public sealed record Tax(string Name, decimal Rate, long AmountMinor, bool Included = false);

/// <summary>What a cart costs now. Only Api computes it.</summary>
public record Quote
{
    public required string Location { get; init; }
    public required string Currency { get; init; }
    public required IReadOnlyList<PricedLine> Lines { get; init; }
    public required long SubtotalMinor { get; init; }
    public required IReadOnlyList<Tax> Taxes { get; init; }
    public required long ServiceMinor { get; init; }
    public required long TotalMinor { get; init; }

    /// <summary>What paying in cash adds or takes off.</summary>
    public required long CashRoundingMinor { get; init; }

    /// <summary>What is to be paid in cash.</summary>
    public required long DueMinor { get; init; }
}

/// <summary>Something to tell the cashier though the sale went through.</summary>
public sealed record Warning(string Code, Guid ProductId, string Message);

/// <summary>Addresses of the receipt at Api.</summary>
public sealed record ReceiptLinks(string Text, string Html, string Escpos);

/// <summary>One tender of an order.</summary>
public sealed record PaidTender(
    Guid Id, string Type, string Status, long AmountMinor, long TenderedMinor, long ChangeMinor, long TipMinor, long RefundedMinor, string? Card, DateTimeOffset CreatedAt);

/// <summary>A step of an order's life.</summary>
public sealed record OrderStep(string Status, DateTimeOffset At, Guid ActorId, string? Reason);

/// <summary>The table that an order's guests sit at.</summary>
public sealed record OrderTable(Guid Id, string Name);

/// <summary>A recorded sale. What only a stored order tells is empty in the answer to selling.</summary>
public sealed record Order : Quote
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Status { get; init; }
    public required DateOnly BusinessDay { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long TenderedMinor { get; init; }
    public required long ChangeMinor { get; init; }
    public string? Note { get; init; }
    public Guid? RegisterId { get; init; }
    public bool Training { get; init; }
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
    public ReceiptLinks? Receipt { get; init; }
    public string? Label { get; init; }
    public string? Kind { get; init; }
    public OrderTable? Table { get; init; }
    public int? Guests { get; init; }
    public string? GuestToken { get; init; }
    public DateTimeOffset? BillAt { get; init; }
    public Guid CreatedBy { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public string? Reason { get; init; }
    public Guid? ApprovedBy { get; init; }
    public int Version { get; init; }
    public long TaxIncludedMinor { get; init; }
    public IReadOnlyList<PricedLine> VoidLines { get; init; } = [];
    public IReadOnlyList<PaidTender> Payments { get; init; } = [];
    public IReadOnlyList<OrderStep> History { get; init; } = [];
}
