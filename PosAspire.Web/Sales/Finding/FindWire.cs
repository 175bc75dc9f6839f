namespace PosAspire.Web.Sales.Finding;

// What Api knows of the shelf. All amounts are minor units.

/// <summary>A product found by words or shown as a tile; the price is of its smallest unit.</summary>
/// <param name="Out">Marked out for today: it cannot be sold.</param>
/// <param name="OnHand">Smallest units on the shelf; null when it was not asked for.</param>
public sealed record Found(
    Guid ProductId, string Sku, string Name, string Brand, string Category, string Size, long PriceMinor, string Currency, bool NeedsChoice, bool Out, int? OnHand);

public sealed record FoundList(IReadOnlyList<Found> Items, string? Next);

/// <param name="Categories">Most sold first; empty when one was asked for.</param>
/// <param name="Items">Most sold first.</param>
/// <param name="Next">How many to skip for the next page; null on the last.</param>
public sealed record Shelf(IReadOnlyList<ShelfCategory> Categories, IReadOnlyList<Found> Items, int? Next);

public sealed record ShelfCategory(string Name, int Products);

/// <summary>What a barcode may mean; <paramref name="UnitQuantity"/> bottles are in one scan and <paramref name="PriceMinor"/> is their price.</summary>
public sealed record FoundItem(
    Guid ProductId, string Name, string Brand, string Category, string Size, string Unit, int UnitQuantity, string Barcode,
    long PriceMinor, string Currency, int? OnHand);

/// <param name="Label">What else stood on the label; null when it was a number alone.</param>
public sealed record FoundItems(IReadOnlyList<FoundItem> Items, FoundLabel? Label);

public sealed record FoundLabel(string? Lot, string? Serial, DateOnly? Expires, decimal? NetKilograms);
