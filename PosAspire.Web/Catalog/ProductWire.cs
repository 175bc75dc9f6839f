namespace PosAspire.Web.Catalog;

public sealed record ProductPage(IReadOnlyList<ProductRow> Items, string? Next);

public sealed record ProductRow(
    Guid Id, string Sku, string Name, string Brand, string Size, Guid CategoryId, string Category, bool IsStocked, bool IsActive, int Version, long? PriceMinor, string? ImageHash);

/// <summary>Everything about a product, as Api keeps it.</summary>
public sealed record ProductSheet(
    Guid Id, string Sku, string Name, string Brand, string Description, string Size, Guid CategoryId, string Category, bool IsStocked, bool IsActive, int Version,
    IReadOnlyList<SheetBarcode> Barcodes, IReadOnlyList<SheetPrice> Prices, IReadOnlyList<Guid> ModifierGroups, IReadOnlyList<SheetTranslation> Translations, SheetMenu? Menu,
    string? ImageHash);

public sealed record SheetBarcode(string Barcode, string Unit, int Quantity, bool PriceEmbedded);

public sealed record SheetPrice(string PriceList, long PriceMinor);

public sealed record SheetTranslation(string Language, string Name, string Description);

public sealed record SheetMenu(int Position, int? PrepMinutes, int? SpiceLevel, IReadOnlyList<string>? Allergens);

/// <summary>A product as it is to be; what is left out is taken away.</summary>
public sealed record ProductRequest(
    string Sku, string Name, Guid CategoryId, bool IsStocked, IReadOnlyList<SheetBarcode> Barcodes, IReadOnlyList<SheetPrice> Prices, string Brand, string Description,
    string Size, bool IsActive, IReadOnlyList<Guid> ModifierGroups, IReadOnlyList<SheetTranslation> Translations, SheetMenu? Menu, int? Version, Guid? Id);

public sealed record CategoryList(IReadOnlyList<CategoryRow> Items, string? Next);

public sealed record CategoryRow(Guid Id, string Name, int Position, int Version);

public sealed record ModifierGroupList(IReadOnlyList<ModifierGroupRow> Items, string? Next);

public sealed record ModifierGroupRow(Guid Id, string Name, int MinChoices, int MaxChoices);

public sealed record PriceLists(IReadOnlyList<PriceListRow> Items);

public sealed record PriceListRow(string Code, string Currency, IReadOnlyList<string> Locations);

public sealed record PriceChanges(IReadOnlyList<PriceChangeRow> Items, Guid? Next);

public sealed record PriceChangeRow(Guid Id, DateTime At, string PriceList, string Currency, long? BeforeMinor, long? AfterMinor, string Source, string? Who);

public sealed record ProductLevels(IReadOnlyList<ProductLevel> Items);

public sealed record ProductLevel(Guid ProductId, int OnHand, string Policy, int? ReorderPoint, int Version);

public sealed record LevelRequest(string Location, string Policy, int? ReorderPoint, int? Version);
