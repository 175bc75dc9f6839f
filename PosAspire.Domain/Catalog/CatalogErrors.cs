using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog;

/// <summary>What can be wrong with a product that someone asked for.</summary>
public static class CatalogErrors
{
    public static PosError InvalidBarcode(string why) => new(
        "catalog.invalid_barcode", PosErrorKind.Invalid, "Not a barcode",
        $"This is not a barcode the till can read. {why} Nothing was added: scan again or type the digits under the bars.");

    public static PosError UnknownBarcode(string code) => new(
        "catalog.unknown_barcode", PosErrorKind.NotFound, "Unknown barcode",
        $"No product of this shop has the barcode {code}. Nothing was added: look the product up by name, or ask a manager to add it.");

    public static PosError UnknownProduct(Guid id) => new(
        "catalog.unknown_product", PosErrorKind.NotFound, "Unknown product",
        $"This shop does not sell the product {id}. Nothing was added: look the product up again.");

    public static PosError AmbiguousBarcode(string code, int matches) => new(
        "catalog.ambiguous_barcode", PosErrorKind.Conflict, "Several products share this barcode",
        $"{matches} products share the barcode {code}. Nothing was sold: choose the product in your hand and sell it by its name.");
}
