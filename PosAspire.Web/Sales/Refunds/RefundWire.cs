using PosAspire.Web.Identity;

namespace PosAspire.Web.Sales.Refunds;

// What Api is asked about giving money back, and what it answers.

public sealed record RefundLineWish(int LineNo, int Quantity, bool Restock);

/// <summary>Everything that is left when it names neither lines nor an amount.</summary>
public sealed record RefundQuoteWish(IReadOnlyList<RefundLineWish>? Lines, long? AmountMinor, string Method);

public sealed record RefundWish(
    string Reason, IReadOnlyList<RefundLineWish>? Lines, long? AmountMinor, string Method, string? CardCode, bool Restock, Approver? Approver);

/// <summary>What would go back; <paramref name="Lines"/> are all of which something is left.</summary>
/// <param name="PaidMinor">What the customer would get, cash in coins that exist.</param>
/// <param name="LimitMinor">What this person may give back of one order alone.</param>
public sealed record RefundQuote(
    Guid OrderId, string Currency, IReadOnlyList<QuotedLine> Lines, long AmountMinor, IReadOnlyList<QuotedPayout> Payouts, long PaidMinor, long RemainingMinor,
    long LimitMinor, bool NeedsApproval);

public sealed record QuotedLine(int LineNo, string Name, int RefundableQuantity, int Quantity, long AmountMinor);

public sealed record QuotedPayout(Guid PaymentId, string Type, long AmountMinor, string? Card);

/// <summary>All that was given back of an order, the oldest first.</summary>
public sealed record OrderRefunds(
    Guid OrderId, string Currency, long TotalMinor, long RefundedMinor, IReadOnlyList<Refund> Items, Guid? ExchangeOf, IReadOnlyList<Guid> ExchangedFor);

public sealed record Refund(
    Guid Id, Guid OrderId, string Kind, string Method, string Status, string Currency, long AmountMinor, string Reason, Guid RequestedBy, Guid? ApprovedBy,
    DateTime CreatedAt, IReadOnlyList<RefundedLine> Lines, IReadOnlyList<RefundPayout> Payouts)
{
    public bool IsSettled => Status is "succeeded" or "failed";

    /// <summary>Whether a manager must pay something of it another way.</summary>
    public bool HasFailed => Payouts.Any(payout => payout is { Status: "failed", ReplacedBy: null });
}

public sealed record RefundedLine(int LineNo, int Quantity, long AmountMinor, string Disposition);

public sealed record RefundPayout(
    Guid Id, Guid PaymentId, string Type, string Status, long AmountMinor, long PaidMinor, string? FailureCode, Guid? ReplacedBy, string? Card);

public sealed record ReplacePayouts(string Method, string? CardCode);

public sealed record ExchangeFor(Guid OrderId);

/// <summary>A code that nobody can guess, for a credit that is issued next.</summary>
public sealed record NewCode(string CardCode);
