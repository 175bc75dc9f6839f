using Npgsql;
using PosAspire.Domain.Shared;

namespace PosAspire.Workers.Catalog.Jobs;

/// <summary>A job whose row this worker holds locked. The lock ends with the connection, however the worker ends.</summary>
internal sealed record ClaimedImport(Guid Id, Guid LocationId, Guid CreatedBy, bool Stocked, Guid PriceListId, Currency Currency, bool SkipBroken, byte[] Content)
{
    // A dish is cooked, so a restaurant's new products have no stock.
    private const string Claim =
        """
        SELECT j.id, j.location_id, j.created_by, l.profile = 'retail', l.price_list_id, l.currency, j.skip_broken, j.content
        FROM import_jobs j JOIN locations l ON l.id = j.location_id
        WHERE j.state = 'queued' ORDER BY j.id LIMIT 1 FOR NO KEY UPDATE OF j SKIP LOCKED
        """;

    /// <summary>Lines after the first one.</summary>
    public int Rows => Math.Max(0, Content.AsSpan().TrimEnd("\r\n"u8).Count((byte)'\n'));

    /// <summary>The oldest job that nobody works on, or null.</summary>
    public static async Task<ClaimedImport?> NextAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Claim, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new(
                row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetBoolean(3), row.GetGuid(4), Currency.Of(row.GetString(5)), row.GetBoolean(6),
                await row.GetFieldValueAsync<byte[]>(7, cancellation))
            : null;
    }
}
