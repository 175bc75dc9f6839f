using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Offline;

/// <summary>What was sold without the provider's answer and still waits for it.</summary>
public static class WaitingPayments
{
    /// <summary>In SQL, of a payment <c>p</c>: the goods went, and its money is neither taken nor refused.</summary>
    public const string Waits = "p.accepted_at IS NOT NULL AND p.wanted = 'money' AND p.status NOT IN ('captured', 'failed', 'refunded')";

    private const string Read =
        $"""
        SELECT l.offline_item_minor, l.offline_total_minor, w.count, w.total, w.oldest FROM locations l CROSS JOIN LATERAL (
          SELECT count(*)::int AS count, coalesce(sum(p.amount_minor + p.tip_minor), 0)::bigint AS total, min(p.accepted_at) AS oldest
          FROM payments p WHERE p.location_id = l.id AND {Waits}) w
        WHERE l.id = $1
        """;

    /// <summary>Of one shop. Two tills that ask at the same moment see the same: the limits hold up to what both add.</summary>
    public static async Task<(OfflineLimits Limits, OfflineWaiting Waiting)> ReadAsync(
        NpgsqlDataSource database, Guid locationId, Currency currency, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(SqlValue.Of(locationId));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (
            OfflineLimits.Of(currency, row.GetValue(0) as long?, row.GetValue(1) as long?),
            new(row.GetInt32(2), row.GetInt64(3), row.GetValue(4) as DateTime?));
    }
}
