using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Ledgers;

/// <summary>What can be wrong with a gift card or store credit.</summary>
public static class StoredValueErrors
{
    public static readonly PosError InvalidCode = new(
        "stored_value.invalid_code", PosErrorKind.Invalid, "Not a code of a card",
        $"The code of a gift card or of store credit has {StoredValueCode.MinLength} to {StoredValueCode.MaxLength} letters and digits. Nothing was changed: scan or type it again.");

    public static readonly PosError UnknownCode = new(
        "stored_value.unknown_code", PosErrorKind.NotFound, "Unknown card",
        "No gift card and no store credit has this code. Nothing was changed: scan or type it again.");

    public static readonly PosError CodeTaken = new(
        "stored_value.code_taken", PosErrorKind.Conflict, "This card is in use",
        "A gift card or store credit with this code was issued before. Nothing was changed: top it up, or take another card.");

    public static readonly PosError InvalidAmount = new(
        "stored_value.invalid_amount", PosErrorKind.Invalid, "Not an amount for a card",
        "The amount is above zero and within what a card holds. Nothing was changed: enter it again.");

    public static readonly PosError InvalidKind = new(
        "stored_value.invalid_kind", PosErrorKind.Invalid, "Not a kind of card",
        "It is gift_card or store_credit. Nothing was changed: choose one.");

    public static readonly PosError NotEnough = new(
        "stored_value.not_enough", PosErrorKind.Conflict, "Not enough on the card",
        "There is less on the gift card or store credit than was to be taken. Nothing was taken: take what is there, and the rest otherwise.");

    public static readonly PosError OtherCurrency = new(
        "stored_value.other_currency", PosErrorKind.Unprocessable, "A card of another currency",
        "This gift card or store credit is in another currency than the shop. Nothing was changed: it is good in the shops of its own currency.");
}
