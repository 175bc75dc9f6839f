using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;

namespace PosAspire.Api.Catalog.Shelf;

/// <summary>A category with how many of its products a shop sells.</summary>
public sealed record ShelfCategory(string Name, int Products);

/// <summary>
/// In which order a shop's products are shown to somebody who does not type: what its newest sales held most comes first, the rest by
/// name. Kept in memory for a minute, because nobody notices a tile that moves a minute late and everybody one that comes late.
/// </summary>
internal sealed class ShelfOrder(CatalogSnapshot catalog, NpgsqlDataSource database, TimeProvider clock)
{
    private const int NewestSales = 1_000;

    private const int MaxCounted = 500;

    private const string Sold =
        """
        SELECT l.product_id, count(*) FROM (SELECT id FROM orders WHERE location_id = $1 AND NOT training ORDER BY id DESC LIMIT $2) AS o
        JOIN order_lines l ON l.location_id = $1 AND l.order_id = o.id
        GROUP BY l.product_id ORDER BY count(*) DESC LIMIT $3
        """;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, long Version, Ranked Order)> kept = new();

    /// <param name="Products">Ids, most sold first.</param>
    /// <param name="Categories">Most sold first.</param>
    internal sealed record Ranked(IReadOnlyList<Guid> Products, IReadOnlyList<ShelfCategory> Categories);

    public async Task<Ranked> ReadAsync(CatalogShop shop, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        var now = clock.GetUtcNow();
        if (kept.TryGetValue(shop.Id, out var known) && known.Version == view.Version && now - known.At < Fresh)
            return known.Order;
        var order = Rank(view, shop, await SoldAsync(shop.Id, cancellation));
        kept[shop.Id] = (now, view.Version, order);
        return order;
    }

    private async Task<Dictionary<Guid, long>> SoldAsync(Guid shop, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sold);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = shop });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = NewestSales });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxCounted, NpgsqlDbType = NpgsqlDbType.Integer });
        Dictionary<Guid, long> sold = [];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            sold.Add(reader.GetGuid(0), reader.GetInt64(1));
        return sold;
    }

    private static Ranked Rank(CatalogView view, CatalogShop shop, Dictionary<Guid, long> sold)
    {
        var products = view.Products.Where(product => product.IsActive && product.PriceIn(shop.PriceListId) is not null)
            .OrderByDescending(product => sold.GetValueOrDefault(product.Id))
            .ThenBy(product => product.Name, StringComparer.OrdinalIgnoreCase).ThenBy(product => product.Size, StringComparer.Ordinal).ThenBy(product => product.Id)
            .ToList();
        var categories = products.GroupBy(product => view.Categories.GetValueOrDefault(product.CategoryId, ""))
            .OrderByDescending(category => category.Sum(product => sold.GetValueOrDefault(product.Id)))
            .ThenBy(category => category.Key, StringComparer.OrdinalIgnoreCase)
            .Select(category => new ShelfCategory(category.Key, category.Count()));
        return new([.. products.Select(product => product.Id)], [.. categories]);
    }
}
