using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales.Carts;

/// <summary>What can be wrong with a cart.</summary>
public static class CartErrors
{
    public static readonly PosError Changed = new(
        "cart.changed", PosErrorKind.Conflict, "The cart has changed",
        "Somebody changed this cart after its amount was shown. Nothing was sold and nothing was charged: look at the cart and press pay again.");

    public static readonly PosError Busy = new(
        "cart.busy", PosErrorKind.Conflict, "The cart is busy",
        "Many changes came to this cart at once, and this one had no turn. Nothing of it was done: do it again.");

    public static readonly PosError NothingToPark = new(
        "cart.empty", PosErrorKind.Conflict, "Nothing to park",
        "The cart is empty, so there is nothing to put aside. Nothing was changed.");

    public static readonly PosError TooManyParked = new(
        "cart.too_many_parked", PosErrorKind.Conflict, "Too many parked carts",
        $"The shop has {ParkedCart.MaxParked} parked carts. Nothing was changed: take up or throw away an old one first.");

    public static readonly PosError InvalidLabel = new(
        "cart.invalid_label", PosErrorKind.Invalid, "Not a name for a parked cart",
        $"A parked cart is called by 1 to {ParkedCart.MaxLabelLength} characters, or by nothing. Nothing was changed: correct it.");

    public static readonly PosError InvalidNote = new(
        "cart.invalid_note", PosErrorKind.Invalid, "Not a note",
        $"A note has at most {Cart.MaxNoteLength} characters. Nothing was changed: shorten it.");

    public static readonly PosError UnknownUnit = new(
        "cart.unknown_unit", PosErrorKind.Invalid, "Not sold like this",
        "The product is not sold in this unit. Nothing was changed: choose one of its units.");

    public static PosError UnknownLine(int lineNo) => new(
        "cart.unknown_line", PosErrorKind.NotFound, "Unknown line",
        $"The cart has no line {lineNo}; somebody may have taken it off. Nothing was changed: look at the cart.");

    public static PosError UnknownParked(Guid id) => new(
        "cart.unknown_parked", PosErrorKind.NotFound, "Unknown parked cart",
        $"There is no parked cart {id}; somebody may have taken it up already. Nothing was changed: look at the list again.");

    /// <summary>Said at the line, and the reason why a cart cannot be paid.</summary>
    public static PosError NotSold(string name) => new(
        "cart.not_sold", PosErrorKind.Conflict, "A line can no longer be sold",
        $"{name} is no longer sold here like this. Nothing was sold: take the line off, and scan the product again if it is in your hand.");
}
