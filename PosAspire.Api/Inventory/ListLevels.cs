using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Inventory;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record LevelsPage(IReadOnlyList<LevelRow> Items, string? Next);

/// <param name="OnHand">Smallest units.</param>
/// <param name="Policy"><c>block</c>, <c>warn</c> or <c>allow</c> a sale of more than is there.</param>
/// <param name="ReorderPoint">At this count or below it is to be bought again; null when nobody watches it.</param>
/// <param name="Version">Goes back with a change of policy or reorder point.</param>
public sealed record LevelRow(Guid ProductId, string Sku, string Name, string Brand, string Size, int OnHand, string Policy, int? ReorderPoint, int Version);

/// <summary>Levels of a shop in the order of the products' numbers.</summary>
internal static class ListLevels
{
    private const string Columns = "SELECT s.product_id, p.sku, p.name, p.brand, p.size, s.on_hand, s.policy, s.reorder_point, s.version FROM stock_levels s JOIN products p ON p.id = s.product_id ";

    private const string All = Columns + "WHERE s.location_id = $1 AND p.sku > $2 AND ($4::uuid IS NULL OR s.product_id = $4) AND ($5::uuid[] IS NULL OR s.product_id = ANY($5)) ORDER BY p.sku LIMIT $3";

    private const string Low = Columns + "WHERE s.location_id = $1 AND s.reorder_point IS NOT NULL AND s.on_hand <= s.reorder_point AND p.is_active AND p.sku > $2 ORDER BY p.sku LIMIT $3";

    private const string One = Columns + "WHERE s.location_id = $1 AND s.product_id = $2";

    public static async Task<Results<Ok<LevelsPage>, PosProblem>> AllAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, ProductFinder finder, CancellationToken cancellation,
        Guid? productId = null, int limit = Paging.DefaultLimit, string after = "", string q = "")
    {
        if (q.Length > ProductFinder.MaxQueryLength)
            return CatalogErrors.InvalidSearch(ProductFinder.MaxQueryLength).AsProblem();
        var found = q.Trim().Length == 0 ? null : await finder.FindAsync(q, Paging.MaxLimit, product => product.IsStocked, cancellation);
        return await ReadAsync(
            All, location, limit, after, [Sql.Optional(productId, NpgsqlDbType.Uuid), Sql.Optional(found, NpgsqlDbType.Array | NpgsqlDbType.Uuid)], database, catalog, cancellation);
    }

    public static Task<Results<Ok<LevelsPage>, PosProblem>> LowAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation, int limit = Paging.DefaultLimit, string after = "") =>
        ReadAsync(Low, location, limit, after, [], database, catalog, cancellation);

    /// <summary>One level; null when the shop never had the product.</summary>
    public static async Task<LevelRow?> OneAsync(NpgsqlDataSource database, Guid locationId, Guid productId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(Sql.Of(locationId));
        command.Parameters.Add(Sql.Of(productId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Row(reader) : null;
    }

    private static async Task<Results<Ok<LevelsPage>, PosProblem>> ReadAsync(
        string sql, string location, int limit, string after, NpgsqlParameter[] more, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
#pragma warning disable CA2100 // Only the constants of this class get here.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Of(Texts.Fits(after, 1, Paging.MaxCursor) ? after : ""));
        command.Parameters.Add(Sql.Of(limit + 1));
        command.Parameters.AddRange(more);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<LevelRow> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(Row(reader));
        return TypedResults.Ok(rows.Count > limit ? new LevelsPage(rows[..limit], rows[limit - 1].Sku) : new LevelsPage(rows, null));
    }

    private static LevelRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetInt32(7), reader.GetInt32(8));
}
