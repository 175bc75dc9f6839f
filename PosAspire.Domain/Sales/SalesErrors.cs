using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>What can be wrong with an order.</summary>
public static class SalesErrors
{
    public static readonly PosError NoLines = new(
        "order.no_lines", PosErrorKind.Invalid, "Nothing to sell",
        $"An order needs 1 to {Totals.MaxLines} lines. Nothing was sold: scan a product first, or split the order.");

    public static readonly PosError TooManyLines = new(
        "order.too_many_lines", PosErrorKind.Invalid, "Too many lines",
        $"An order holds at most {Totals.MaxLines} lines. Nothing was sold: sell it in two parts.");

    public static PosError UnknownModifier(string product) => new(
        "order.unknown_modifier", PosErrorKind.Invalid, "Not a choice of this product",
        $"A choice sent with {product} is not one of its choices. Nothing was sold: take the line off and choose again.");

    public static PosError WrongChoices(string product, string group, int min, int max) => new(
        "order.wrong_choices", PosErrorKind.Invalid, "A choice is missing or too many are made",
        $"{product} needs {(min == max ? $"{min}" : $"{min} to {max}")} of \"{group}\". Nothing was sold: open the line and choose again.");

    public static readonly PosError UnknownRegister = new(
        "register.unknown", PosErrorKind.NotFound, "Unknown register",
        "This register is not one of the shop's, or it has been switched off. Nothing was sold: choose the register again.");

    public static readonly PosError CatalogMoving = new(
        "catalog.changing", PosErrorKind.Conflict, "Prices are changing",
        "The catalogue changed several times while this order was being sold. Nothing was sold and nothing was charged: press pay again.");

    public static readonly PosError InvalidLine = new(
        "order.invalid_line", PosErrorKind.Invalid, "A line names no product",
        "Every line names a product by its barcode or by its id, and not by both. Nothing was sold: remove the line and scan the product again.");

    public static PosError InvalidQuantity(int line) => new(
        "order.invalid_quantity", PosErrorKind.Invalid, "Not a quantity",
        $"The quantity of line {line} is not between 1 and {Totals.MaxQuantity}. Nothing was sold: correct the quantity.");

    public static readonly PosError TooLarge = new(
        "order.too_large", PosErrorKind.Unprocessable, "More than one order can hold",
        "The order is larger than one order can be. Nothing was sold: sell it in parts.");

    public static PosError UnknownOrder(Guid id) => new(
        "order.unknown", PosErrorKind.NotFound, "Unknown order",
        $"There is no order {id}. Check the number, or look it up in the list of orders.");

    public static PosError UnknownLocation(string code) => new(
        "location.unknown", PosErrorKind.NotFound, "Unknown location",
        $"There is no shop with the code \"{(Location.IsCode(code) ? code : "…")}\". Nothing was changed: choose the shop again.");

    public static PosError InvalidLimit(int max) => new(
        "request.invalid_parameter", PosErrorKind.Invalid, "Invalid parameter",
        $"The parameter \"limit\" is not between 1 and {max}. Ask for fewer orders at once.");

    public static readonly PosError UnknownStatus = new(
        "request.invalid_parameter", PosErrorKind.Invalid, "Invalid parameter",
        "The parameter \"status\" is no status of an order. Ask for one of open, completed, cancelled, voided.");
}
