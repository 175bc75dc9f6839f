using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Products;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record PriceChangesPage(IReadOnlyList<PriceChangeRow> Items, Guid? Next);

/// <param name="BeforeMinor">Null when the list did not sell it before.</param>
/// <param name="AfterMinor">Null when the list does not sell it any more.</param>
/// <param name="Source"><c>person</c> or <c>import</c>.</param>
/// <param name="Who">Name of the person; null for an import.</param>
public sealed record PriceChangeRow(Guid Id, DateTime At, string PriceList, string Currency, long? BeforeMinor, long? AfterMinor, string Source, Guid? ActorId, string? Who);

/// <summary>Who changed a price and when, newest first, in the lists of the shops that the reader manages.</summary>
internal static class PriceHistory
{
    private const string Page =
        """
        SELECT h.id, h.at, l.code, l.currency, h.before_minor, h.after_minor, h.source, h.actor_id, u.name
        FROM price_changes h JOIN price_lists l ON l.id = h.price_list_id LEFT JOIN users u ON u.id = h.actor_id
        WHERE h.product_id = $1 AND h.price_list_id = ANY($2) AND ($3::uuid IS NULL OR h.id < $3)
        ORDER BY h.id DESC LIMIT $4
        """;

    public static async Task<Results<Ok<PriceChangesPage>, PosProblem>> HandleAsync(
        Guid id, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation, int limit = Paging.DefaultLimit, Guid? after = null)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(Sql.Of(id));
        command.Parameters.Add(Sql.Of((await catalog.CurrentAsync(cancellation)).ManagedLists(actor)));
        command.Parameters.Add(Sql.Optional(after, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Of(limit + 1));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<PriceChangeRow> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(Row(reader));

        return TypedResults.Ok(rows.Count > limit ? new PriceChangesPage(rows[..limit], rows[limit - 1].Id) : new PriceChangesPage(rows, null));
    }

    private static PriceChangeRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetDateTime(1), reader.GetString(2), reader.GetString(3), Minor(reader, 4), Minor(reader, 5), reader.GetString(6),
        reader.IsDBNull(7) ? null : reader.GetGuid(7), reader.IsDBNull(8) ? null : reader.GetString(8));

    private static long? Minor(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
