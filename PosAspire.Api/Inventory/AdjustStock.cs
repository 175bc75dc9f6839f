using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Inventory;

/// <param name="Reason">receipt, count, breakage, theft, expired, supplier_return, transfer or adjustment.</param>
public sealed record AdjustmentRequest(string Location, string Reason, IReadOnlyList<AdjustmentLine> Lines, string? Note = null);

/// <param name="Quantity">In what the barcode stands for (a case of 12 brings 12), or else in smallest units; for a count, how many were found.</param>
public sealed record AdjustmentLine(int Quantity, string? Barcode = null, Guid? ProductId = null);

public sealed record AdjustmentBody(Guid Id, string Location, string Reason, string? Note, DateTime At, IReadOnlyList<AdjustedLevel> Items);

/// <param name="Change">Smallest units; 0 when a count found what was expected.</param>
public sealed record AdjustedLevel(Guid ProductId, string Name, int Before, int Change, int OnHand);

/// <summary>Receives, counts and writes off: levels, movements, journal and the stored answer commit together.</summary>
internal static class AdjustStock
{
    private const string Lock = "SELECT product_id, on_hand, policy FROM stock_levels WHERE location_id = $1 AND product_id = ANY($2) ORDER BY product_id FOR NO KEY UPDATE";

    private const string Open = "INSERT INTO stock_levels (location_id, product_id, on_hand, policy) SELECT $1, p.id, 0, 'block' FROM unnest($2) AS p (id) ORDER BY p.id ON CONFLICT DO NOTHING";

    private const string Move =
        """
        UPDATE stock_levels s SET on_hand = s.on_hand + m.change FROM unnest($2, $3) AS m (product_id, change)
        WHERE s.location_id = $1 AND s.product_id = m.product_id
        """;

    private const string Note =
        """
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, actor_id, note, at)
        SELECT $1, m.id, m.product_id, m.change, $2, $3, $4, $5 FROM unnest($6, $7, $8) AS m (id, product_id, change)
        """;

    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        AdjustmentRequest request, IdempotentRequest key, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, IOptions<JsonOptions> json,
        CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (!actor.May(Policies.Manage, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        key.At(shop.Id);
        if (AdjustmentDraft.TryRead(view, shop, request, out var draft) is { } invalid)
            return invalid.AsProblem();

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var levels = await LockAsync(connection, shop.Id, draft!, cancellation);
        List<AdjustedLevel> items = [];
        foreach (var (product, units) in draft!.Lines)
        {
            var (before, policy) = levels[product.Id];
            var after = draft.Reason == MovementReason.Count ? units : before + units;
            if (after < 0 && policy == StockPolicy.Block)
                return InventoryErrors.BelowZero(product.Name, before).AsProblem();
            items.Add(new(product.Id, product.Name, before, after - before, after));
        }

        var answer = await WriteAsync(connection, transaction, shop, draft, items, key, actor, clock.GetUtcNow(), json.Value.SerializerOptions, cancellation);
        await transaction.CommitAsync(cancellation);
        return answer;
    }

    private static async Task<Dictionary<Guid, (int OnHand, StockPolicy Policy)>> LockAsync(
        NpgsqlConnection connection, Guid locationId, AdjustmentDraft draft, CancellationToken cancellation)
    {
        var products = draft.Lines.Select(line => line.Product.Id).ToArray();
        var levels = await ReadAsync(connection, locationId, products, cancellation);
        if (levels.Count == products.Length)
            return levels;
        // A new level raises the catalogue's version, so only what is missing is opened.
        await using (var open = new NpgsqlCommand(Open, connection) { Parameters = { Sql.Of(locationId), Sql.Of(products.Where(id => !levels.ContainsKey(id)).ToArray()) } })
            await open.ExecuteNonQueryAsync(cancellation);
        return await ReadAsync(connection, locationId, products, cancellation);
    }

    private static async Task<Dictionary<Guid, (int OnHand, StockPolicy Policy)>> ReadAsync(
        NpgsqlConnection connection, Guid locationId, Guid[] products, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { Sql.Of(locationId), Sql.Of(products) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<Guid, (int, StockPolicy)> levels = [];
        while (await reader.ReadAsync(cancellation))
            levels.Add(reader.GetGuid(0), (reader.GetInt32(1), EnumText.Parse<StockPolicy>(reader.GetString(2))));
        return levels;
    }

    private static async Task<StoredAnswer> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CatalogShop shop, AdjustmentDraft draft, List<AdjustedLevel> items, IdempotentRequest key, Actor actor,
        DateTimeOffset now, JsonSerializerOptions json, CancellationToken cancellation)
    {
        var (id, at, reason) = (Guid.CreateVersion7(now), now.UtcDateTime, EnumText.Of(draft.Reason));
        var body = new AdjustmentBody(id, shop.Code, reason, draft.Note, at, items);
        var answer = new StoredAnswer(StatusCodes.Status201Created, null, JsonSerializer.SerializeToUtf8Bytes(body, json));
        var moved = items.Where(item => item.Change != 0).ToList();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(key.Record(answer, at));
        batch.BatchCommands.Add(Sql.Command(Move, Sql.Of(shop.Id), Sql.Each(moved, item => item.ProductId), Sql.Each(moved, item => item.Change)));
        batch.BatchCommands.Add(Sql.Command(
            Note, Sql.Of(shop.Id), Sql.Of(reason), Sql.Of(actor.UserId), Sql.Optional(draft.Note, NpgsqlDbType.Text), Sql.Of(at),
            Sql.Each(moved, _ => Guid.CreateVersion7(now)), Sql.Each(moved, item => item.ProductId), Sql.Each(moved, item => item.Change)));
        batch.BatchCommands.Add(AuditStatements.Entry(
            at, shop.Id, actor.UserId, "stock.adjusted", id,
            JsonSerializer.Serialize(new { reason, Items = items.Select(item => new { item.ProductId, item.Before, item.Change }) }, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync(cancellation);
        return answer;
    }
}
