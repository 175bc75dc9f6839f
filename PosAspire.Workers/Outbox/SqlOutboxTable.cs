using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Workers.Outbox;

/// <summary>
/// The messages of the database. Rows stay locked until their fate is written, so that several workers share the work and a killed
/// one's messages are taken by the next.
/// </summary>
public sealed class SqlOutboxTable(NpgsqlDataSource database) : IOutboxTable
{
    // Only what precedes every running transaction: an older message may still be about to commit.
    private const string Take =
        """
        SELECT id, location_id, topic, payload::text, created_at, attempts FROM outbox_messages
        WHERE transaction_id < pg_snapshot_xmin(pg_current_snapshot()) AND (next_attempt_at IS NULL OR next_attempt_at <= $1)
        ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
        """;

    private const string Delete = "DELETE FROM outbox_messages WHERE id = ANY ($1)";

    private const string PutBack = "UPDATE outbox_messages SET attempts = $2, next_attempt_at = $3, last_error = $4 WHERE id = $1";

    private const string Bury =
        """
        WITH dead AS (DELETE FROM outbox_messages WHERE id = $1 RETURNING id, location_id, topic, payload, created_at)
        INSERT INTO outbox_dead_letters (id, location_id, topic, payload, created_at, attempts, last_error, died_at)
        SELECT id, location_id, topic, payload, created_at, $2, $4, $3 FROM dead
        """;

    /// <inheritdoc/>
    public async Task<IOutboxBatch> TakeAsync(DateTime now, int most, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            return new Batch(connection, transaction, await ReadAsync(connection, now, most, cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<List<OutboxNotice>> ReadAsync(NpgsqlConnection connection, DateTime now, int most, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<OutboxNotice> notices = [];
        while (await reader.ReadAsync(cancellation))
        {
            notices.Add(new(
                reader.GetGuid(0), reader.GetValue(1) as Guid?, reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetInt32(5)));
        }

        return notices;
    }

    private sealed class Batch(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OutboxNotice> notices) : IOutboxBatch
    {
        public IReadOnlyList<OutboxNotice> Notices => notices;

        // Also while stopping: what was delivered must not be delivered again for that.
        public async Task SettleAsync(IReadOnlyList<Guid> delivered, IReadOnlyList<OutboxSetback> setbacks, DateTime now)
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new(Delete) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. delivered] } } });
            foreach (var setback in setbacks)
            {
                batch.BatchCommands.Add(new(setback.Again is null ? Bury : PutBack)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = setback.Id },
                        new NpgsqlParameter<int> { TypedValue = setback.Attempts },
                        new NpgsqlParameter<DateTime> { TypedValue = setback.Again ?? now, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                        new NpgsqlParameter<string> { TypedValue = setback.Words },
                    },
                });
            }

            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
