using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;

namespace PosAspire.Api.Sales.Refunds;

/// <param name="Disposition"><c>restock</c> or <c>write_off</c>.</param>
public sealed record RefundLineBody(int LineNo, int Quantity, long AmountMinor, string Disposition)
{
    internal static RefundLineBody Of(RefundLine line) => new(line.LineNo, line.Quantity, line.AmountMinor, EnumText.Of(line.Disposition));
}

/// <summary>What goes back for one payment.</summary>
/// <param name="Type">How the customer gets it.</param>
/// <param name="Status"><c>pending</c>, <c>unknown</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="AmountMinor">What of the payment it gives back.</param>
/// <param name="PaidMinor">What the customer gets: cash is in coins that exist.</param>
/// <param name="ReplacedBy">The payout that took its place after it had failed.</param>
/// <param name="Card">The card it goes back to, as it may be shown; null when it goes elsewhere.</param>
public sealed record PayoutBody(Guid Id, Guid PaymentId, string Type, string Status, long AmountMinor, long PaidMinor, string? FailureCode, Guid? ReplacedBy, string? Card)
{
    internal static PayoutBody Of(RefundPayout payout, IEnumerable<Payment> payments) => new(
        payout.Id, payout.PaymentId, EnumText.Of(payout.Type), EnumText.Of(payout.Status), payout.AmountMinor, payout.PaidMinor, payout.FailureCode, payout.ReplacedBy,
        payments.FirstOrDefault(payment => payment.Id == payout.PaymentId && payment.Type == payout.Type)?.Card);
}

/// <param name="Kind"><c>whole</c>, <c>lines</c>, <c>amount</c> or <c>void</c>.</param>
/// <param name="Status">As certain as its least certain payout; <c>failed</c> needs a manager.</param>
/// <param name="AmountMinor">Of the order's total.</param>
public sealed record RefundBody(
    Guid Id, Guid OrderId, string Kind, string Method, string Status, string Currency, long AmountMinor, string Reason, Guid RequestedBy, Guid? ApprovedBy,
    DateTime CreatedAt, IReadOnlyList<RefundLineBody> Lines, IReadOnlyList<PayoutBody> Payouts)
{
    internal static RefundBody Of(Refund refund, string currency, IEnumerable<RefundLine> lines, IEnumerable<RefundPayout> payouts, IReadOnlyList<Payment> payments) => new(
        refund.Id, refund.OrderId, EnumText.Of(refund.Kind), EnumText.Of(refund.Method), EnumText.Of(refund.Status), currency, refund.AmountMinor, refund.Reason,
        refund.RequestedBy, refund.ApprovedBy, DateTime.SpecifyKind(refund.CreatedAt, DateTimeKind.Utc), [.. lines.Select(RefundLineBody.Of)], [.. payouts.Select(payout => PayoutBody.Of(payout, payments))]);
}

/// <param name="RefundedMinor">Of the total, in all refunds together.</param>
/// <param name="Items">The oldest first.</param>
/// <param name="ExchangeOf">The order whose goods came back for this one.</param>
/// <param name="ExchangedFor">The orders that were sold for what came back of this one.</param>
public sealed record RefundsBody(
    Guid OrderId, string Currency, long TotalMinor, long RefundedMinor, IReadOnlyList<RefundBody> Items, Guid? ExchangeOf, IReadOnlyList<Guid> ExchangedFor);

/// <param name="RefundableQuantity">How many can still come back.</param>
/// <param name="Quantity">How many would.</param>
/// <param name="AmountMinor">What they would bring, their share of service and taxes included.</param>
public sealed record QuotedLine(int LineNo, string Name, int RefundableQuantity, int Quantity, long AmountMinor);

/// <param name="Card">The card it goes back to, as it may be shown.</param>
public sealed record QuotedPayout(Guid PaymentId, string Type, long AmountMinor, string? Card);

/// <summary>What a refund would give back.</summary>
/// <param name="Lines">Every line of which something is left.</param>
/// <param name="PaidMinor">What the customer would get, cash in coins that exist.</param>
/// <param name="RemainingMinor">What could be given back of the order at most.</param>
/// <param name="LimitMinor">What whoever asks may give back of one order without a second person.</param>
public sealed record RefundQuoteBody(
    Guid OrderId, string Currency, IReadOnlyList<QuotedLine> Lines, long AmountMinor, IReadOnlyList<QuotedPayout> Payouts, long PaidMinor, long RemainingMinor,
    long LimitMinor, bool NeedsApproval);
