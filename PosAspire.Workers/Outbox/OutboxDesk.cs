using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Workers.Outbox;

/// <summary>A message that was put aside.</summary>
/// <param name="DiedAt">UTC.</param>
public sealed record DeadLetter(Guid Id, string Topic, DateTime DiedAt, int Attempts, string LastError);

/// <param name="Retrying">Those among the waiting that failed before.</param>
/// <param name="OldestSeconds">Age of the oldest waiting one; 0 when none waits.</param>
/// <param name="Letters">The newest of the dead.</param>
public sealed record OutboxStatus(long Waiting, long Retrying, long OldestSeconds, long Dead, IReadOnlyList<DeadLetter> Letters);

/// <summary>What an operator sees and does about messages.</summary>
public static class OutboxDesk
{
    private const int MaxLetters = 50;

    private const string Count =
        """
        SELECT count(*), count(*) FILTER (WHERE attempts > 0), COALESCE(extract(epoch FROM now() - min(created_at)), 0)::bigint,
          (SELECT count(*) FROM outbox_dead_letters) FROM outbox_messages
        """;

    private const string List = "SELECT id, topic, died_at, attempts, last_error FROM outbox_dead_letters ORDER BY died_at DESC, id DESC LIMIT $1";

    private const string Revive =
        """
        WITH revived AS (DELETE FROM outbox_dead_letters WHERE ($1 IS NULL OR id = $1) AND ($2 IS NULL OR topic = $2) RETURNING id, location_id, topic, payload, created_at)
        INSERT INTO outbox_messages (id, location_id, topic, payload, created_at) SELECT id, location_id, topic, payload, created_at FROM revived
        """;

    public static async Task<OutboxStatus> StatusAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(Count));
        batch.BatchCommands.Add(new(List) { Parameters = { new NpgsqlParameter<int> { TypedValue = MaxLetters } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (waiting, retrying, oldest, dead) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        await reader.NextResultAsync(cancellation);
        List<DeadLetter> letters = [];
        while (await reader.ReadAsync(cancellation))
            letters.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetDateTime(2), reader.GetInt32(3), reader.GetString(4)));
        return new(waiting, retrying, oldest, dead, letters);
    }

    /// <summary>Gives dead messages a new life, with no attempts counted.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ReplayAsync(NpgsqlDataSource database, Guid? id, string? topic, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Revive);
        command.Parameters.Add(new NpgsqlParameter { Value = id ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = topic ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
