using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>What a receipt says, whatever it is shown on. All amounts are minor units of <see cref="Currency"/>.</summary>
public sealed record Receipt
{
    /// <summary>The widths of paper that receipts are laid out for, in columns of the printer's normal font.</summary>
    public static readonly IReadOnlyList<int> Widths = [40, 42, 48];

    public required string ShopName { get; init; }

    /// <summary>In one or more lines; empty when not stated.</summary>
    public string Address { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>What the shop says above the lines; empty when nothing.</summary>
    public string Header { get; init; } = "";

    /// <summary>What the shop says below everything; empty when nothing.</summary>
    public string Footer { get; init; } = "";

    public required Guid OrderId { get; init; }

    /// <summary>What people call: <c>12</c>, in training <c>T12</c>.</summary>
    public required string Number { get; init; }

    /// <summary>By the shop's clock: when it was completed, or begun if it is not.</summary>
    public required DateTime At { get; init; }

    public required OrderStatus Status { get; init; }

    public required bool IsTraining { get; init; }

    /// <summary>Printed before: it says so and opens no drawer.</summary>
    public required bool IsCopy { get; init; }

    /// <summary>A table or a name.</summary>
    public required string? Label { get; init; }

    /// <summary>What was noted on the cart.</summary>
    public string? Note { get; init; }

    public required Currency Currency { get; init; }

    public required IReadOnlyList<ReceiptLine> Lines { get; init; }

    public required long SubtotalMinor { get; init; }

    public required long ServiceMinor { get; init; }

    public required IReadOnlyList<ReceiptTax> Taxes { get; init; }

    public required long TotalMinor { get; init; }

    public required long CashRoundingMinor { get; init; }

    public required long DueMinor { get; init; }

    public required IReadOnlyList<ReceiptTender> Tenders { get; init; }

    /// <summary>What of the total was given back.</summary>
    public long RefundedMinor { get; init; }

    /// <summary>What the staff got on top.</summary>
    public long TipMinor => Tenders.Sum(tender => tender.TipMinor);

    /// <summary>Whether money went into the drawer, or is to come out of it as change.</summary>
    public bool OpensDrawer => !IsCopy && !IsTraining && Status == OrderStatus.Completed && Tenders.Any(tender => tender.IsCash);
}

/// <param name="UnitPriceMinor">With the choices.</param>
public sealed record ReceiptLine(
    string Name, string Size, int Quantity, long UnitPriceMinor, long DiscountMinor, long TotalMinor, IReadOnlyList<ReceiptChoice> Choices);

/// <param name="PriceMinor">What it adds to the price of one; 0 when it costs nothing.</param>
public sealed record ReceiptChoice(string Name, long PriceMinor);

/// <param name="IsIncluded">The prices contain it, so it is told and not added.</param>
public sealed record ReceiptTax(string Name, decimal Rate, long AmountMinor, bool IsIncluded);

/// <param name="Name">With the card's brand and its last four digits, never more of it.</param>
/// <param name="TenderedMinor">What was handed over, of which <paramref name="ChangeMinor"/> was handed back.</param>
/// <param name="TipMinor">On top of it, for the staff.</param>
/// <param name="RefundedMinor">What of it went back, tip included.</param>
public sealed record ReceiptTender(string Name, bool IsCash, long TenderedMinor, long ChangeMinor, long TipMinor = 0, long RefundedMinor = 0);
