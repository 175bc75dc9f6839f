using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>What can be wrong with giving money back.</summary>
public static class RefundErrors
{
    public static readonly PosError NothingLeft = new(
        "refund.nothing_left", PosErrorKind.Conflict, "Everything was given back",
        "Everything of this order was given back already. Nothing was changed: look at its refunds.");

    public static readonly PosError InvalidLines = new(
        "refund.invalid_lines", PosErrorKind.Invalid, "Not lines of a refund",
        $"A refund names 1 to {Totals.MaxLines} lines, each once and with at least one unit, or an amount, or nothing for all of it. Nothing was changed: choose again.");

    public static readonly PosError InvalidAmount = new(
        "refund.invalid_amount", PosErrorKind.Invalid, "Not an amount to give back",
        "The amount is above zero. Nothing was changed: enter it again.");

    public static readonly PosError InvalidLimit = new(
        "refund.invalid_limit", PosErrorKind.Invalid, "Not a limit",
        "The limit is not negative and not above what one order can come to. Nothing was changed: enter it again.");

    public static readonly PosError InvalidMethod = new(
        "refund.invalid_method", PosErrorKind.Invalid, "Not a way to give money back",
        "Money goes back as original, cash or store_credit. Nothing was changed: choose one.");

    public static PosError Unknown(Guid id) => new(
        "refund.unknown", PosErrorKind.NotFound, "Unknown refund",
        $"This order has no refund {id}. Nothing was changed: look at its refunds.");

    public static readonly PosError NothingFailed = new(
        "refund.nothing_failed", PosErrorKind.Conflict, "Nothing of it failed",
        "Nothing of this refund has failed, or it was given back another way already. Nothing was changed: look at its payouts.");

    public static readonly PosError NotAnExchange = new(
        "refund.not_an_exchange", PosErrorKind.Conflict, "Not an exchange",
        "An exchange is a paid order of the same shop, for another of which goods came back, and for one only. Nothing was changed: choose the orders again.");

    public static PosError TooMany(int line, int left) => new(
        "refund.too_many", PosErrorKind.Conflict, "More than was bought",
        $"Of line {line} only {left} can still come back. Nothing was changed: correct the quantity.");

    public static PosError TooMuch(Money left) => new(
        "refund.too_much", PosErrorKind.Conflict, "More than was paid",
        $"Only {left} of this order can still be given back. Nothing was changed: enter less.");

    public static PosError NotRefundable(OrderStatus status) => new(
        "refund.not_refundable", PosErrorKind.Conflict, "Not a paid order",
        $"This order is {Database.EnumText.Of(status).Replace('_', ' ')}, so there is no money to give back. Nothing was changed: cancel it if it is open.");

    public static readonly PosError Uncertain = new(
        "refund.payment_uncertain", PosErrorKind.Conflict, "A payment is not certain yet",
        "Nobody knows yet whether a payment of this order came through, so it cannot be given back. Nothing was changed: wait until it is settled, or ask a manager.");

    public static PosError ApprovalNeeded(Money limit) => new(
        "refund.approval_needed", PosErrorKind.Forbidden, "A manager must approve",
        $"You may give back up to {limit} of an order, to the card or in the cash that paid it. Nothing was changed: ask a manager to approve this.");

    public static readonly PosError ApproverIsRequester = new(
        "refund.approver_is_requester", PosErrorKind.Forbidden, "Somebody else must approve",
        "Whoever asks for a refund cannot approve it. Nothing was changed: ask another manager.");
}
