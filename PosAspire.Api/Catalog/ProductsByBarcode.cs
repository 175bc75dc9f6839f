using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Inventory;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Catalog;

/// <param name="Items">Several when products share the number: the cashier chooses.</param>
/// <param name="Label">What else the label said; null when it was a number alone.</param>
public sealed record BarcodeMatches(IReadOnlyList<BarcodeMatch> Items, ScannedLabel? Label);

/// <param name="Unit"><c>bottle</c>, <c>case</c> or <c>each</c>.</param>
/// <param name="UnitQuantity">Smallest units in one scan.</param>
/// <param name="PriceMinor">Price of one scan; the one on the label when a scale printed it there.</param>
/// <param name="OnHand">Smallest units counted at this shop; null unless <c>stock=true</c> was asked for.</param>
public sealed record BarcodeMatch(
    Guid ProductId, string Name, string Brand, string Category, string Size, string Unit, int UnitQuantity, string Barcode, long PriceMinor, string Currency, int? OnHand);

/// <param name="Lot">Batch or lot.</param>
/// <param name="Expires">The last day on which it may be sold.</param>
public sealed record ScannedLabel(string? Lot, string? Serial, DateOnly? Expires, decimal? NetKilograms);

/// <summary>Answers a scan from memory; the database is only asked when the count on the shelf is wanted too.</summary>
internal static class ProductsByBarcode
{
    public static async Task<Results<Ok<BarcodeMatches>, PosProblem>> HandleAsync(
        string code, string location, CatalogSnapshot catalog, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation, bool stock = false)
    {
        // The server decodes everything in an address but the slash.
        if (code.Contains('%', StringComparison.Ordinal))
            code = code.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (!Scan.TryRead(code, out var scan, out var error))
            return error.AsProblem();
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();

        List<ScannedProduct> found = new(1);
        if (ScannedProducts.Find(view, shop, scan, chosen: null, found, out _) == 0)
            return CatalogErrors.UnknownBarcode(code).AsProblem();
        if (found.Count > 1)
            found.Sort(ByName);
        var onHand = stock ? await OnHand.ReadAsync(database, shop.Id, [.. found.Select(match => match.Product.Id)], cancellation) : null;
        var items = new BarcodeMatch[found.Count];
        for (var at = 0; at < items.Length; at++)
            items[at] = Match(view, shop, found[at], onHand);
        return TypedResults.Ok(new BarcodeMatches(items, Label(scan.Elements, clock)));
    }

    private static BarcodeMatch Match(CatalogView view, CatalogShop shop, ScannedProduct found, IReadOnlyDictionary<Guid, int>? onHand) => new(
        found.Product.Id, found.Product.Name, found.Product.Brand, view.Categories.GetValueOrDefault(found.Product.CategoryId, ""), found.Product.Size,
        EnumText.Of(found.Barcode.Unit), found.Barcode.Quantity, Gtin.Text(found.Barcode.Gtin), found.PriceMinor, shop.Currency.Code,
        onHand?.GetValueOrDefault(found.Product.Id));

    private static ScannedLabel? Label(Gs1Elements? elements, TimeProvider clock) =>
        elements is null ? null : new(elements.Lot, elements.Serial, elements.Expires(clock.GetUtcNow().Year), elements.NetKilograms);

    private static int ByName(ScannedProduct left, ScannedProduct right)
    {
        var order = string.CompareOrdinal(left.Product.Name, right.Product.Name);
        order = order != 0 ? order : string.CompareOrdinal(left.Product.Size, right.Product.Size);
        return order != 0 ? order : left.Product.Id.CompareTo(right.Product.Id);
    }
}
