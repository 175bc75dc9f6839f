using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Shelf;

/// <param name="Categories">All of the shop's, most sold first; empty when one was asked for.</param>
/// <param name="Items">Most sold first.</param>
/// <param name="Next">Goes into <c>skip</c> for the next page; null on the last.</param>
public sealed record ShelfPage(IReadOnlyList<ShelfCategory> Categories, IReadOnlyList<FoundProduct> Items, int? Next);

/// <summary>What a till shows as tiles, for selling without typing.</summary>
internal static class ReadShelf
{
    public const int MaxSkip = 1_000_000;

    public static async Task<Results<Ok<ShelfPage>, PosProblem>> HandleAsync(
        string location, CatalogSnapshot catalog, ShelfOrder order, CancellationToken cancellation,
        string? category = null, int skip = 0, int limit = Paging.DefaultLimit)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();

        var ranked = await order.ReadAsync(shop, cancellation);
        skip = Math.Clamp(skip, 0, MaxSkip);
        List<FoundProduct> items = new(limit + 1);
        foreach (var product in Shown(view, shop, ranked.Products, category).Skip(skip).Take(limit + 1))
            items.Add(SearchProducts.Found(view, shop, product, onHand: null));
        var more = items.Count > limit;
        if (more)
            items.RemoveAt(limit);
        return TypedResults.Ok(new ShelfPage(category is null ? ranked.Categories : [], items, more ? skip + limit : null));
    }

    // The order may be a minute old; what is shown is what is sold now.
    private static IEnumerable<CatalogProduct> Shown(CatalogView view, CatalogShop shop, IReadOnlyList<Guid> ids, string? category)
    {
        foreach (var id in ids)
        {
            if (view.TryProduct(id, out var product) && SearchProducts.IsShown(view, shop, product, category))
                yield return product;
        }
    }
}
