using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales;

/// <summary>What can be wrong with an order.</summary>
public static class SalesErrors
{
    public static readonly PosError NoLines = new(
        "order.no_lines", PosErrorKind.Invalid, "Nothing to sell",
        $"An order needs 1 to {Totals.MaxLines} lines. Nothing was sold: scan a product first, or split the order.");

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

    public static readonly PosError KeyMissing = new(
        "idempotency.key_missing", PosErrorKind.Invalid, "No Idempotency-Key",
        $"The request needs one header Idempotency-Key of 1 to {IdempotencyRecord.MaxKeyLength} visible ASCII characters, so that a repeated request cannot sell twice. Nothing was sold.");

    public static readonly PosError KeyReused = new(
        "idempotency.key_reused", PosErrorKind.Unprocessable, "This key belongs to another order",
        "The Idempotency-Key was already used for an order with other contents. That order stands and nothing else was sold: start a new order.");
}
