using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Catalog.Scanning;

namespace PosAspire.Api.Catalog;

/// <summary>Finds products by words or by a barcode for whoever runs a shop: also those out of sale and those that no shop sells.</summary>
public sealed class ProductFinder
{
    public const int MaxQueryLength = 200;

    private readonly CatalogSnapshot catalog;
    private readonly ProductSearch search;

    internal ProductFinder(CatalogSnapshot catalog, ProductSearch search) => (this.catalog, this.search) = (catalog, search);

    /// <summary>The ids of the best matches, best first.</summary>
    /// <param name="fits">Whether a product is among those looked for.</param>
    public async Task<Guid[]> FindAsync(string q, int limit, Func<CatalogProduct, bool> fits, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (Scan.TryRead(q.Trim(), out var scan, out _) && view.WithBarcode(scan.Gtin.Number).Where(fits).Take(limit).ToList() is { Count: > 0 } scanned)
            return [.. scanned.Select(product => product.Id)];
        return [.. (await search.CurrentAsync(cancellation)).Search(q, limit, fits).Select(product => product.Id)];
    }
}
