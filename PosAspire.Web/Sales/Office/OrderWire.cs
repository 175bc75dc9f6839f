using PosAspire.Web.Identity;

namespace PosAspire.Web.Sales.Office;

public sealed record OrderPageBody(IReadOnlyList<OrderRow> Items, Guid? Next);

public sealed record OrderRow(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string? Label, string Currency, DateOnly BusinessDay, DateTime CreatedAt, long TotalMinor, long DueMinor);

/// <summary>An order with all that belongs to it.</summary>
public sealed record OrderDetail(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string? Label, string Currency, DateOnly BusinessDay, DateTime CreatedAt, string? Reason,
    IReadOnlyList<OrderLine> Lines, IReadOnlyList<OrderLine> VoidLines, long SubtotalMinor, IReadOnlyList<OrderTax> Taxes, long ServiceMinor, long TotalMinor,
    long CashRoundingMinor, long DueMinor, long ChangeMinor, IReadOnlyList<OrderPayment> Payments, IReadOnlyList<OrderStep> History, string? Note = null);

public sealed record OrderLine(
    int LineNo, Guid ProductId, string Name, string Size, string Unit, int UnitQuantity, int Quantity, long UnitPriceMinor, IReadOnlyList<OrderChoice> Modifiers, long LineTotalMinor,
    string? RemovedReason);

public sealed record OrderChoice(string Name, long PriceMinor);

public sealed record OrderTax(string Name, decimal Rate, long AmountMinor, bool Included);

public sealed record OrderPayment(Guid Id, string Type, string Status, long AmountMinor, long TenderedMinor, long ChangeMinor, DateTime CreatedAt, string? Card = null);

public sealed record OrderStep(string Status, DateTime At, Guid ActorId, string? Reason);

public sealed record OrderJournal(IReadOnlyList<JournalEntry> Items);

public sealed record JournalEntry(DateTime At, string Action, JournalActor? Actor, System.Text.Json.JsonElement Facts);

public sealed record JournalActor(Guid? Id, string? Name);

public sealed record VoidRequest(string Reason, Approver Approver);

public sealed record PrintRequest(Guid RegisterId, bool Copy);

public sealed record PrintAnswer(Guid JobId, string Status);

public sealed record TillRegisters(IReadOnlyList<TillRegister> Items);

public sealed record TillRegister(Guid Id, string Name, bool IsActive, string? Printer = null);

public sealed record DaySummary(string Location, DateOnly BusinessDay, string Currency, int Sales, long TotalMinor, int Open, int Voided, long VoidedMinor);

public sealed record LowStock(IReadOnlyList<LowProduct> Items, string? Next);

public sealed record LowProduct(Guid ProductId, string Name, string Size, int OnHand, int? ReorderPoint);

public sealed record PrintJobs(IReadOnlyList<PrintJob> Items);

public sealed record PrintJob(string Status, string? Error = null);
