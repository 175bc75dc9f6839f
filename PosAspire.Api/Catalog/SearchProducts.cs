using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Inventory;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog;

/// <param name="Items">Best first.</param>
/// <param name="Next">Always null: whoever does not find it on the first page types another word.</param>
public sealed record FoundProducts(IReadOnlyList<FoundProduct> Items, string? Next);

/// <param name="PriceMinor">Price of one smallest unit at this shop.</param>
/// <param name="NeedsChoice">Whether modifiers must be chosen before it can be sold.</param>
/// <param name="Out">Sold out at this shop: it cannot be ordered now.</param>
/// <param name="OnHand">Smallest units counted at this shop; null unless <c>stock=true</c> was asked for.</param>
public sealed record FoundProduct(
    Guid ProductId, string Sku, string Name, string Brand, string Category, string Size, long PriceMinor, string Currency, bool NeedsChoice, bool Out, int? OnHand);

/// <summary>Finds products as a cashier types, from memory.</summary>
internal static class SearchProducts
{
    private const int DefaultLimit = 20;
    public const int MaxQueryLength = 200;

    public static async Task<Results<Ok<FoundProducts>, PosProblem>> HandleAsync(
        string location, string q, CatalogSnapshot catalog, ProductSearch search, NpgsqlDataSource database, CancellationToken cancellation,
        string? category = null, int limit = DefaultLimit, bool stock = false)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (q.Length is 0 or > MaxQueryLength)
            return CatalogErrors.InvalidSearch(MaxQueryLength).AsProblem();
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();

        var products = ByBarcode(view, shop, q.Trim(), category, limit);
        if (products.Count == 0)
            products = (await search.CurrentAsync(cancellation)).Search(q, limit, product => IsShown(view, shop, product, category));
        var onHand = stock ? await OnHand.ReadAsync(database, shop.Id, [.. products.Select(product => product.Id)], cancellation) : null;
        return TypedResults.Ok(new FoundProducts([.. products.Select(product => Found(view, shop, product, onHand))], null));
    }

    // Whoever types or scans a barcode into the search means that product.
    private static IReadOnlyList<CatalogProduct> ByBarcode(CatalogView view, CatalogShop shop, string q, string? category, int limit)
    {
        if (!Scan.TryRead(q, out var scan, out _))
            return [];
        List<ScannedProduct> found = [];
        ScannedProducts.Find(view, shop, scan, chosen: null, found, out _);
        return [.. found.Select(match => match.Product).Where(product => IsShown(view, shop, product, category)).Distinct().Take(limit)];
    }

    // The index may hold a product as it was a moment ago; what is shown is what is sold now.
    internal static bool IsShown(CatalogView view, CatalogShop shop, CatalogProduct product, string? category) =>
        product.IsActive && product.PriceIn(shop.PriceListId) is not null
        && (category is null || string.Equals(view.Categories.GetValueOrDefault(product.CategoryId), category, StringComparison.OrdinalIgnoreCase));

    internal static FoundProduct Found(CatalogView view, CatalogShop shop, CatalogProduct product, IReadOnlyDictionary<Guid, int>? onHand) => new(
        product.Id, product.Sku, product.Name, product.Brand, view.Categories.GetValueOrDefault(product.CategoryId, ""), product.Size,
        product.PriceIn(shop.PriceListId)!.Value, shop.Currency.Code,
        product.ModifierGroups.Any(group => view.ModifierGroups.TryGetValue(group, out var choices) && choices.MinChoices > 0),
        product.IsOutAt(shop.Id),
        onHand?.GetValueOrDefault(product.Id));
}
