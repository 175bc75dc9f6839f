using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Products;

/// <summary>
/// Adds or changes a product with its barcodes, prices, choices and translations: one transaction, with a line in the journal and one in the
/// price history for each price that changed.
/// </summary>
internal static class SaveProduct
{
    private const string Lock = "SELECT version FROM products WHERE id = $1 FOR UPDATE";
    private const string Current = "SELECT price_list_id, price_minor FROM product_prices WHERE product_id = $1";

    public static async Task<Results<Created<ProductSheet>, PosProblem>> AddAsync(
        ProductRequest request, Actor actor, NpgsqlDataSource database, PosDbContext reading, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        var id = request.Id is { } chosen && chosen != Guid.Empty ? chosen : Guid.CreateVersion7(clock.GetUtcNow());
        if (request.Id is not null && await ProductReader.ReadAsync(reading, id, cancellation) is { } known)
            return TypedResults.Created($"/api/v1/products/{id}", known);
        try
        {
            if (await SaveAsync(id, isNew: true, request, actor, database, catalog, clock, cancellation) is { } error)
                return error.AsProblem();
        }
        catch (PostgresException same) when (same.ConstraintName == "pk_products")
        {
            // The same request, sent twice at once, and the other one was first.
        }

        return TypedResults.Created($"/api/v1/products/{id}", await ProductReader.ReadAsync(reading, id, cancellation));
    }

    public static async Task<Results<Ok<ProductSheet>, PosProblem>> ChangeAsync(
        Guid id, ProductRequest request, Actor actor, NpgsqlDataSource database, PosDbContext reading, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (await SaveAsync(id, isNew: false, request, actor, database, catalog, clock, cancellation) is { } error)
            return error.AsProblem();
        return TypedResults.Ok(await ProductReader.ReadAsync(reading, id, cancellation));
    }

    private static async Task<PosError?> SaveAsync(
        Guid id, bool isNew, ProductRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (ProductDraft.TryRead(request, out var draft) is { } invalid)
            return invalid;
        if (!isNew && request.Version is null)
            return CatalogErrors.InvalidProduct("A change needs the version that was read.");
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var version = isNew ? null : await VersionAsync(connection, id, cancellation);
        if (!isNew && version is null)
            return CatalogErrors.UnknownProduct(id);
        var lists = await connection.PriceListsAsync(request.Prices.Select(price => price.PriceList), cancellation);
        if (request.Prices.FirstOrDefault(price => !lists.ContainsKey(price.PriceList)) is { } unknown)
            return CatalogErrors.UnknownPriceList(unknown.PriceList);
        var before = await PricesAsync(connection, id, cancellation);
        var after = request.Prices.ToDictionary(price => lists[price.PriceList], price => price.PriceMinor);
        if ((await catalog.CurrentAsync(cancellation)).ShopNotManaged(actor, [.. before.Keys, .. after.Keys]) is { } shop)
            return IdentityErrors.OtherLocation(shop);
        if (version != request.Version && !isNew)
            return SharedErrors.VersionConflict;

        var at = clock.GetUtcNow().UtcDateTime;
        var changed = Changed(before, after);
        await using var batch = new NpgsqlBatch(connection, transaction);
        ProductStatements.Add(batch, id, isNew, draft!, lists, changed, actor, at);
        batch.BatchCommands.Add(AuditStatements.Entry(at, null, actor.UserId, isNew ? "product.created" : "product.changed", id, Journal(request, changed)));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException refused) when (Refusal(refused, request) is { } error)
        {
            return error;
        }

        await transaction.CommitAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return null;
    }

    private static async Task<int?> VersionAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { Sql.Of(id) } };
        return await command.ExecuteScalarAsync(cancellation) as int?;
    }

    private static async Task<Dictionary<Guid, long>> PricesAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Current, connection) { Parameters = { Sql.Of(id) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<Guid, long> prices = [];
        while (await reader.ReadAsync(cancellation))
            prices.Add(reader.GetGuid(0), reader.GetInt64(1));
        return prices;
    }

    private static List<ChangedPrice> Changed(Dictionary<Guid, long> before, Dictionary<Guid, long> after) =>
    [
        .. before.Keys.Union(after.Keys)
            .Select(list => new ChangedPrice(list, before.TryGetValue(list, out var old) ? old : null, after.TryGetValue(list, out var now) ? now : null))
            .Where(price => price.BeforeMinor != price.AfterMinor),
    ];

    private static string Journal(ProductRequest request, List<ChangedPrice> changed) => JsonSerializer.Serialize(
        new { request.Sku, request.IsActive, Prices = changed.Select(price => new { price.PriceListId, price.BeforeMinor, price.AfterMinor }) }, JsonSerializerOptions.Web);

    private static PosError? Refusal(PostgresException refused, ProductRequest request) => refused.ConstraintName switch
    {
        "ix_products_sku" => CatalogErrors.SkuTaken(request.Sku),
        "fk_products_categories" => CatalogErrors.UnknownCategory(request.CategoryId),
        "fk_product_modifier_groups_modifier_groups" => CatalogErrors.UnknownModifierGroup,
        _ => null,
    };
}
