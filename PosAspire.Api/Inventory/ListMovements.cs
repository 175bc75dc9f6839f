using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Inventory;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record MovementsPage(IReadOnlyList<MovementRow> Items, Guid? Next);

/// <param name="Quantity">Smallest units; positive in, negative out.</param>
/// <param name="Reason">sale, receipt, count, breakage and so on.</param>
/// <param name="Who">Name of the person; null when it was nobody.</param>
/// <param name="OrderId">The order that took or brought it back; null for anything else.</param>
public sealed record MovementRow(Guid Id, DateTime At, Guid ProductId, string Sku, string Name, int Quantity, string Reason, string? Note, Guid? OrderId, Guid? ActorId, string? Who);

internal static class ListMovements
{
    // Ids are time-ordered, so the last one of a page is the whole cursor.
    private const string Page =
        """
        SELECT m.id, m.at, m.product_id, p.sku, p.name, m.quantity, m.reason, m.note, m.order_id, m.actor_id, u.name
        FROM stock_movements m JOIN products p ON p.id = m.product_id LEFT JOIN users u ON u.id = m.actor_id
        WHERE m.location_id = $1 AND ($2::uuid IS NULL OR m.product_id = $2) AND ($3::uuid IS NULL OR m.id < $3)
        ORDER BY m.id DESC LIMIT $4
        """;

    public static async Task<Results<Ok<MovementsPage>, PosProblem>> HandleAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation,
        Guid? productId = null, int limit = Paging.DefaultLimit, Guid? after = null)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Optional(productId, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Optional(after, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Of(limit + 1));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<MovementRow> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(Row(reader));
        return TypedResults.Ok(rows.Count > limit ? new MovementsPage(rows[..limit], rows[limit - 1].Id) : new MovementsPage(rows, null));
    }

    private static MovementRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetDateTime(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetGuid(8), reader.IsDBNull(9) ? null : reader.GetGuid(9),
        reader.IsDBNull(10) ? null : reader.GetString(10));
}
