namespace PosAspire.Api.Catalog.Products;

/// <summary>Everything about a product, as a manager edits it.</summary>
/// <param name="Version">Goes back with a change; another one means that somebody was faster.</param>
/// <param name="ImageHash">Its picture is at <c>/public/images/{id}/{imageHash}</c>; null when it has none.</param>
public sealed record ProductSheet(
    Guid Id, string Sku, string Name, string Brand, string Description, string Size, Guid CategoryId, string Category, bool IsStocked, bool IsActive, int Version,
    IReadOnlyList<SheetBarcode> Barcodes, IReadOnlyList<SheetPrice> Prices, IReadOnlyList<Guid> ModifierGroups, IReadOnlyList<SheetTranslation> Translations, SheetMenu? Menu,
    string? ImageHash);

/// <param name="Barcode">As scanned when written, GTIN-14 when read. A price-embedded one may be given with any price.</param>
/// <param name="Unit"><c>bottle</c>, <c>case</c> or <c>each</c>.</param>
/// <param name="Quantity">Smallest units in one scan.</param>
public sealed record SheetBarcode(string Barcode, string Unit, int Quantity, bool PriceEmbedded = false);

/// <param name="PriceList">Code of the list, which has one currency.</param>
/// <param name="PriceMinor">Price of one smallest unit.</param>
public sealed record SheetPrice(string PriceList, long PriceMinor);

/// <param name="Language">Two letters of ISO 639-1.</param>
public sealed record SheetTranslation(string Language, string Name, string Description = "");

/// <param name="Position">Order within its category, from 1.</param>
/// <param name="SpiceLevel">0 (not) to 5 (very).</param>
/// <param name="Allergens">Empty when there are none; null when nobody stated them.</param>
public sealed record SheetMenu(int Position, short? PrepMinutes = null, short? SpiceLevel = null, IReadOnlyList<string>? Allergens = null);

/// <summary>A product as it is to be: whatever is left out is taken away.</summary>
/// <param name="Version">The one that was read; only for a change.</param>
/// <param name="Id">Of a new product, chosen by the caller: sent again, it adds nothing twice.</param>
public sealed record ProductRequest(
    string Sku, string Name, Guid CategoryId, bool IsStocked, IReadOnlyList<SheetBarcode> Barcodes, IReadOnlyList<SheetPrice> Prices, string Brand = "", string Description = "",
    string Size = "", bool IsActive = true, IReadOnlyList<Guid>? ModifierGroups = null, IReadOnlyList<SheetTranslation>? Translations = null, SheetMenu? Menu = null, int? Version = null,
    Guid? Id = null);
