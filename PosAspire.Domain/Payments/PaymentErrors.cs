using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments;

/// <summary>What can be wrong with how an order is paid.</summary>
public static class PaymentErrors
{
    public static PosError TenderTooSmall(Money due, Money given) => new(
        "payment.tender_too_small", PosErrorKind.Unprocessable, "Not enough money",
        $"{due} is due and {given} was given. Nothing was sold: ask for {due - given} more.");

    public static PosError TenderTooLarge(Money remaining) => new(
        "payment.tender_too_large", PosErrorKind.Unprocessable, "More than is due",
        $"Only {remaining} is left to pay. Nothing was taken: enter that or less.");

    public static readonly PosError TipTooLarge = new(
        "payment.tip_too_large", PosErrorKind.Unprocessable, "The tip is more than the amount",
        "A tip is at most what the card pays. Nothing was taken: check the tip.");

    public static readonly PosError NotInTraining = new(
        "payment.not_in_training", PosErrorKind.Unprocessable, "Not in training",
        "Training takes only cash, so that no card is charged for practice. Nothing was taken: practise with cash.");

    public static readonly PosError NotConfigured = new(
        "payment.not_configured", PosErrorKind.Unprocessable, "Not taken here",
        "This shop has no service for such payments yet. Nothing was taken: ask for cash, or have the keys set up.");

    public static readonly PosError SourceMissing = new(
        "payment.source_missing", PosErrorKind.Invalid, "What pays is missing",
        "A card is taken from a reader or from a stored means, a code only in rupiah. Nothing was taken: choose the reader again.");

    public static readonly PosError UnknownTender = new(
        "payment.unknown_tender", PosErrorKind.NotFound, "Unknown tender",
        "This order has no such tender. Nothing was changed: look at the order again.");

    public static PosError NotAwaited(OrderStatus status) => new(
        "payment.not_awaited", PosErrorKind.Conflict, "This order does not wait for money",
        $"The order is {EnumText.Of(status).Replace('_', ' ')}. Nothing was taken: look at the order again.");

    /// <summary>A tender failed and the order was given up.</summary>
    public static PosError Declined(Payment? failed) => new(
        "payment.declined", PosErrorKind.Unprocessable, "The payment failed",
        $"{(failed is null ? "It was given up." : PaymentWords.Of(failed))} Nothing was sold ({failed?.FailureCode ?? PaymentFailures.Canceled}).");

    public static PosError InvalidTender() => new(
        "payment.invalid_tender", PosErrorKind.Invalid, "Not a tender",
        $"An order is paid by 1 to {CashTenders.MaxTenders} tenders of a kind that the shop takes, each with an amount in minor units that is not negative. Nothing was sold: enter the amount again.");
}
