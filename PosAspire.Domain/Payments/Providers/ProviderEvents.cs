using Npgsql;
using NpgsqlTypes;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Payments.Providers;

/// <summary>Keeps what providers told us, each event once.</summary>
public static class ProviderEvents
{
    private const string Insert =
        "INSERT INTO provider_events (provider, event_id, type, object_ref, payload, received_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

    private const string Waiting =
        """
        SELECT provider, event_id, type, object_ref, coalesce(payload, '{}')::text FROM provider_events
        WHERE handled_at IS NULL AND received_at < $1 ORDER BY received_at LIMIT $2
        """;

    private const string Handle = "UPDATE provider_events SET handled_at = $3 WHERE provider = $1 AND event_id = $2 AND handled_at IS NULL";

    /// <param name="at">UTC.</param>
    /// <returns>False when it is there already.</returns>
    public static async Task<bool> KeepAsync(NpgsqlDataSource database, ProviderEventSeen seen, DateTime at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(seen);
        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(SqlValue.Of(seen.Provider));
        command.Parameters.Add(SqlValue.Of(seen.EventId));
        command.Parameters.Add(SqlValue.Of(seen.Type));
        command.Parameters.Add(SqlValue.OfText(seen.ObjectRef));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seen.Payload, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(SqlValue.Of(at));
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>What nobody has read back since a moment, the longest waiting first.</summary>
    /// <param name="before">UTC: whoever received a later one is most likely at it.</param>
    public static async Task<List<ProviderEventSeen>> WaitingAsync(NpgsqlDataSource database, DateTime before, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Waiting);
        command.Parameters.Add(SqlValue.Of(before));
        command.Parameters.Add(SqlValue.Of(limit));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<ProviderEventSeen> waiting = [];
        while (await reader.ReadAsync(cancellation))
            waiting.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetValue(3) as string, reader.GetString(4)));
        return waiting;
    }

    /// <summary>What it is about has been read back.</summary>
    public static async Task HandledAsync(NpgsqlDataSource database, string provider, string eventId, DateTime at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Handle);
        command.Parameters.Add(SqlValue.Of(provider));
        command.Parameters.Add(SqlValue.Of(eventId));
        command.Parameters.Add(SqlValue.Of(at));
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
