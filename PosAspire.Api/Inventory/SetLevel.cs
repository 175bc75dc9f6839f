using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Inventory;

/// <param name="Policy"><c>block</c>, <c>warn</c> or <c>allow</c> a sale of more than is there.</param>
/// <param name="ReorderPoint">Null when nobody watches it.</param>
/// <param name="Version">The one that was read; without it the last one wins.</param>
public sealed record LevelRequest(string Location, string Policy, int? ReorderPoint = null, int? Version = null);

/// <summary>Sets what happens when a product runs out at a shop, and when it is to be bought again. Counts are not changed here.</summary>
internal static class SetLevel
{
    private const int MaxReorderPoint = 1_000_000;

    private const string Lock = "SELECT version, on_hand FROM stock_levels WHERE location_id = $1 AND product_id = $2 FOR NO KEY UPDATE";

    private const string Set =
        """
        INSERT INTO stock_levels (location_id, product_id, on_hand, policy, reorder_point) VALUES ($1, $2, 0, $3, $4)
        ON CONFLICT (location_id, product_id) DO UPDATE SET policy = $3, reorder_point = $4, version = stock_levels.version + 1
        """;

    public static async Task<Results<Ok<LevelRow>, PosProblem>> HandleAsync(
        Guid productId, LevelRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (!actor.May(Policies.Manage, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        if (!EnumText.TryParse<StockPolicy>(request.Policy, out var policy))
            return InventoryErrors.InvalidLevel("The policy is block, warn or allow.").AsProblem();
        if (request.ReorderPoint is < 0 or > MaxReorderPoint)
            return InventoryErrors.InvalidLevel($"The reorder point is not between 0 and {MaxReorderPoint}.").AsProblem();
        if (!view.TryProduct(productId, out var product))
            return CatalogErrors.UnknownProduct(productId).AsProblem();
        if (!product.IsStocked)
            return InventoryErrors.NotStocked(product.Name).AsProblem();
        if (await SaveAsync(shop, product, policy, request, actor, database, clock, cancellation) is { } error)
            return error.AsProblem();
        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.Ok(await ListLevels.OneAsync(database, shop.Id, productId, cancellation));
    }

    private static async Task<PosError?> SaveAsync(
        CatalogShop shop, CatalogProduct product, StockPolicy policy, LevelRequest request, Actor actor, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var read = new NpgsqlCommand(Lock, connection) { Parameters = { Sql.Of(shop.Id), Sql.Of(product.Id) } })
        await using (var reader = await read.ExecuteReaderAsync(cancellation))
        {
            var exists = await reader.ReadAsync(cancellation);
            if (request.Version is { } version && (!exists || version != reader.GetInt32(0)))
                return SharedErrors.VersionConflict;
            if (exists && policy == StockPolicy.Block && reader.GetInt32(1) < 0)
                return InventoryErrors.BelowZero(product.Name, reader.GetInt32(1));
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Sql.Command(Set, Sql.Of(shop.Id), Sql.Of(product.Id), Sql.Of(EnumText.Of(policy)), Sql.Optional(request.ReorderPoint, NpgsqlDbType.Integer)));
        batch.BatchCommands.Add(AuditStatements.Entry(
            clock.GetUtcNow().UtcDateTime, shop.Id, actor.UserId, "stock.policy_set", product.Id,
            JsonSerializer.Serialize(new { request.Policy, request.ReorderPoint }, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }
}
