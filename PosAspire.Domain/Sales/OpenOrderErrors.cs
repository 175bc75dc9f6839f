using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>What can be wrong with changing an order that is there already.</summary>
public static class OpenOrderErrors
{
    public static PosError NotOpen(OrderStatus status) => new(
        "order.not_open", PosErrorKind.Conflict, "The order is not open",
        $"This order is {Words(status)}, so it can no longer be changed, sent or paid. Nothing was changed: look at the order again.");

    public static PosError UnknownLine(int line) => new(
        "order.unknown_line", PosErrorKind.NotFound, "Unknown line",
        $"The order has no line {line}, or it was taken off already. Nothing was changed: look at the order again.");

    public static readonly PosError ReasonMissing = new(
        "order.reason_missing", PosErrorKind.Invalid, "A reason is needed",
        $"This needs a reason of 1 to {Order.MaxReasonLength} characters. Nothing was changed: say why and do it again.");

    public static readonly PosError InvalidLabel = new(
        "order.invalid_label", PosErrorKind.Invalid, "Not a table or a name",
        $"The label of an order has 1 to {OpenedFor.MaxLabelLength} characters. Nothing was opened: shorten it.");

    public static readonly PosError NothingToSend = new(
        "order.nothing_to_send", PosErrorKind.Conflict, "Nothing new to send",
        "The kitchen knows every line of this order. Nothing was sent again.");

    public static readonly PosError NothingToPay = new(
        "order.nothing_to_pay", PosErrorKind.Conflict, "Nothing to pay",
        "The order has no lines. Nothing was charged: add something, or cancel the order.");

    public static PosError NotVoidable(OrderStatus status) => new(
        "order.not_voidable", PosErrorKind.Conflict, "Only a completed order can be voided",
        $"This order is {Words(status)}. Nothing was changed: an open order is cancelled instead.");

    public static readonly PosError VoidTooLate = new(
        "order.void_too_late", PosErrorKind.Conflict, "Too late to void",
        "The order was completed on another business day, whose takings are closed. Nothing was changed: give the money back as a refund.");

    public static readonly PosError ApproverIsRequester = new(
        "order.approver_is_requester", PosErrorKind.Forbidden, "Somebody else must approve",
        "Whoever asks for a void cannot approve it. Nothing was changed: ask another manager.");

    private static string Words(OrderStatus status) => EnumText.Of(status).Replace('_', ' ');
}
