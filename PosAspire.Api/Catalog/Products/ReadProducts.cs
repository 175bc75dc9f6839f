using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Products;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record ProductsPage(IReadOnlyList<ProductRow> Items, string? Next);

/// <param name="PriceMinor">At the shop that was asked for; null when none was.</param>
/// <param name="ImageHash">Its picture is at <c>/public/images/{id}/{imageHash}</c>; null when it has none.</param>
public sealed record ProductRow(
    Guid Id, string Sku, string Name, string Brand, string Size, Guid CategoryId, string Category, bool IsStocked, bool IsActive, int Version, long? PriceMinor, string? ImageHash);

/// <summary>The catalogue as a manager reads it: page by page in the order of the numbers, the best matches of a search, or one sheet.</summary>
internal static class ReadProducts
{
    private const string Which =
        """
        SELECT p.id, p.sku, p.name, p.brand, p.size, p.category_id, c.name, p.is_stocked, p.is_active, p.version, r.price_minor, p.image_hash
        FROM products p JOIN categories c ON c.id = p.category_id
        LEFT JOIN product_prices r ON r.product_id = p.id AND r.price_list_id = $1
        WHERE p.sku > $2 AND ($6::uuid[] IS NULL OR p.id = ANY($6)) AND ($1 IS NULL OR r.product_id IS NOT NULL) AND ($3::uuid IS NULL OR p.category_id = $3) AND ($4::boolean IS NULL OR p.is_active = $4)
        """;

    private const string Page = Which + " ORDER BY p.sku LIMIT $5";

    private const string Matches = Which + " ORDER BY array_position($6, p.id) LIMIT $5";

    public static async Task<Results<Ok<ProductsPage>, PosProblem>> ListAsync(
        NpgsqlDataSource database, CatalogSnapshot catalog, ProductFinder finder, CancellationToken cancellation,
        string? location = null, Guid? category = null, bool? active = null, int limit = Paging.DefaultLimit, string after = "", string q = "")
    {
        if (q.Length > SearchProducts.MaxQueryLength)
            return CatalogErrors.InvalidSearch(SearchProducts.MaxQueryLength).AsProblem();
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        CatalogShop? shop = null;
        if (location is not null && !(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        var found = q.Trim().Length == 0 ? null : await finder.FindAsync(
            q, limit,
            product => (category is null || product.CategoryId == category) && (active is null || product.IsActive == active)
                && (shop is null || product.PriceIn(shop.PriceListId) is not null),
            cancellation);
        await using var command = database.CreateCommand(found is null ? Page : Matches);
        command.Parameters.Add(Sql.Optional(shop?.PriceListId, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Of(found is null && Texts.Fits(after, 1, Paging.MaxCursor) ? after : ""));
        command.Parameters.Add(Sql.Optional(category, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Optional(active, NpgsqlDbType.Boolean));
        command.Parameters.Add(Sql.Of(limit + 1));
        command.Parameters.Add(Sql.Optional(found, NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ProductRow> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(Row(reader));
        return TypedResults.Ok(rows.Count > limit ? new ProductsPage(rows[..limit], rows[limit - 1].Sku) : new ProductsPage(rows, null));
    }

    public static async Task<Results<Ok<ProductSheet>, PosProblem>> OneAsync(Guid id, PosDbContext database, CancellationToken cancellation) =>
        await ProductReader.ReadAsync(database, id, cancellation) is { } sheet ? TypedResults.Ok(sheet) : CatalogErrors.UnknownProduct(id).AsProblem();

    private static ProductRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetGuid(5), reader.GetString(6),
        reader.GetBoolean(7), reader.GetBoolean(8), reader.GetInt32(9), reader.IsDBNull(10) ? null : reader.GetInt64(10),
        reader.IsDBNull(11) ? null : reader.GetString(11));
}
