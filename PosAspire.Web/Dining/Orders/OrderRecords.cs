namespace PosAspire.Web.Dining.Orders;

// An order that stays open, as Api tells of it and as it is changed. Amounts are minor units.

/// <param name="LineNo">Names the line; never given to another.</param>
/// <param name="SentAt">When the kitchen was told; null while it does not know.</param>
/// <param name="Station">Name of the kitchen station that makes it; null where there is none.</param>
public sealed record OrderLine(
    int LineNo, Guid ProductId, string Name, string Size, string Unit, int UnitQuantity, int Quantity, long UnitPriceMinor,
    IReadOnlyList<LineChoice> Modifiers, long DiscountMinor, long LineTotalMinor, DateTimeOffset? SentAt, DateTimeOffset? RemovedAt, string? RemovedReason,
    string? Station = null)
{
    public bool IsSent => SentAt is not null;
}

public sealed record LineChoice(Guid Id, string Name, long PriceMinor);

public sealed record OrderTax(string Name, decimal Rate, long AmountMinor, bool Included);

public sealed record OrderPayment(
    Guid Id, string Type, string Status, long AmountMinor, long TenderedMinor, long ChangeMinor, long TipMinor, long RefundedMinor, string? Card, DateTimeOffset CreatedAt);

public sealed record OrderChange(string Status, DateTimeOffset At, Guid ActorId, string? Reason);

public sealed record OrderWarning(string Code, Guid ProductId, string Message);

public sealed record OrderReceipt(string Text, string Html, string Escpos);

public sealed record LineWanted(int Quantity, Guid ProductId, IReadOnlyList<Guid> Modifiers);

public sealed record AddLines(IReadOnlyList<LineWanted> Lines);

/// <param name="Modifiers">Null keeps the choices it has.</param>
/// <param name="Reason">Needed once the kitchen knows of the line.</param>
public sealed record ChangeLine(int Quantity, IReadOnlyList<Guid>? Modifiers, string? Reason);

public sealed record MoveOrder(Guid TableId);

public sealed record CashTender(string Type, long AmountMinor);

public sealed record PayOrder(IReadOnlyList<CashTender> Tenders);

public sealed record CancelOrder(string Reason);

/// <summary>The table an order is at.</summary>
public sealed record OrderTable(Guid Id, string Name);
