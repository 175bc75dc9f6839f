using Npgsql;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Payments.Offline;

/// <summary>What was sold without the provider's answer and still waits for it.</summary>
public static class WaitingPayments
{
    /// <summary>In SQL, of a payment <c>p</c>: the goods went, and its money is neither taken nor refused.</summary>
    public const string Waits = "p.accepted_at IS NOT NULL AND p.wanted = 'money' AND p.status NOT IN ('captured', 'failed', 'refunded')";

    private const string Count =
        $"SELECT count(*)::int, coalesce(sum(p.amount_minor + p.tip_minor), 0)::bigint, min(p.accepted_at) FROM payments p WHERE p.location_id = $1 AND {Waits}";

    /// <summary>Of one shop. Two tills that ask at the same moment see the same: the limits hold up to what both add.</summary>
    public static async Task<OfflineWaiting> CountAsync(NpgsqlDataSource database, Guid locationId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Count);
        command.Parameters.Add(SqlValue.Of(locationId));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetInt32(0), row.GetInt64(1), row.GetValue(2) as DateTime?);
    }
}
