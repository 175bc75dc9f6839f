using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog;

/// <summary>What can be wrong with a product that someone asked for.</summary>
public static class CatalogErrors
{
    public static PosError InvalidBarcode(string why) => new(
        "catalog.invalid_barcode", PosErrorKind.Invalid, "Not a barcode",
        $"This is not a barcode the till can read. {why} Nothing was added: scan again or type the digits under the bars.");

    public static PosError InvalidSearch(int max) => new(
        "request.invalid_parameter", PosErrorKind.Invalid, "Invalid parameter",
        $"The parameter \"q\" does not have 1 to {max} characters. Type a part of the name, the brand or the size.");

    public static PosError UnknownBarcode(string code) => new(
        "catalog.unknown_barcode", PosErrorKind.NotFound, "Unknown barcode",
        $"No product of this shop has the barcode {code}. Nothing was added: look the product up by name, or ask a manager to add it.");

    public static PosError UnknownProduct(Guid id) => new(
        "catalog.unknown_product", PosErrorKind.NotFound, "Unknown product",
        $"This shop does not sell the product {id}. Nothing was added: look the product up again.");

    public static PosError AmbiguousBarcode(string code, int matches) => new(
        "catalog.ambiguous_barcode", PosErrorKind.Conflict, "Several products share this barcode",
        $"{matches} products share the barcode {code}. Nothing was sold: choose the product in your hand and sell it by its name.");

    public static PosError InvalidProduct(string why) => new(
        "catalog.invalid_product", PosErrorKind.Invalid, "Not a product yet",
        $"The product cannot be saved like this. {why} Nothing was changed: correct it and save again.");

    public static PosError SkuTaken(string sku) => new(
        "catalog.sku_taken", PosErrorKind.Conflict, "This number is taken",
        $"Another product has the number {sku} already. Nothing was changed: look that one up, or choose another number.");

    public static PosError UnknownCategory(Guid id) => new(
        "catalog.unknown_category", PosErrorKind.NotFound, "Unknown category",
        $"There is no category {id}. Nothing was changed: read the categories again.");

    public static PosError InvalidCategory(string why) => new(
        "catalog.invalid_category", PosErrorKind.Invalid, "Not a category yet",
        $"The category cannot be saved like this. {why} Nothing was changed: correct it and save again.");

    public static PosError CategoryTaken(string name) => new(
        "catalog.category_taken", PosErrorKind.Conflict, "This category exists",
        $"There is a category \"{name}\" already. Nothing was changed: use that one, or choose another name.");

    public static readonly PosError CategoryInUse = new(
        "catalog.category_in_use", PosErrorKind.Conflict, "The category is in use",
        "Products or taxes still stand in this category. Nothing was deleted: move them to another category first.");

    public static readonly PosError UnknownModifierGroup = new(
        "catalog.unknown_modifier_group", PosErrorKind.NotFound, "Unknown group of choices",
        "There is no such group of choices. Nothing was changed: read the groups again.");

    public static PosError InvalidModifierGroup(string why) => new(
        "catalog.invalid_modifier_group", PosErrorKind.Invalid, "Not a group of choices yet",
        $"The group of choices cannot be saved like this. {why} Nothing was changed: correct it and save again.");

    public static PosError ModifierGroupTaken(string name) => new(
        "catalog.modifier_group_taken", PosErrorKind.Conflict, "This group of choices exists",
        $"There is a group of choices \"{name}\" already. Nothing was changed: use that one, or choose another name.");

    public static readonly PosError ModifierGroupInUse = new(
        "catalog.modifier_group_in_use", PosErrorKind.Conflict, "The group of choices is in use",
        "Products are still offered with this group of choices. Nothing was deleted: take it off them first.");

    public static readonly PosError InvalidImage = new(
        "catalog.invalid_image", PosErrorKind.Invalid, "Not a picture",
        $"This is not a PNG, JPEG or WebP picture of at most {PictureBytes.MaxSide} pixels a side. Nothing was changed: choose another file.");

    public static readonly PosError ImageTooLarge = new(
        "catalog.image_too_large", PosErrorKind.Invalid, "The picture is too large",
        "The picture has more than 1 MB. Nothing was changed: save it smaller and try again.");

    public static readonly PosError UnknownImage = new(
        "catalog.unknown_image", PosErrorKind.NotFound, "No such picture",
        "There is no such picture any more. Load the page again.");

    public static PosError UnknownPriceList(string code) => new(
        "catalog.unknown_price_list", PosErrorKind.NotFound, "Unknown price list",
        $"There is no price list \"{code}\". Nothing was changed: choose one of the shops' lists.");
}
