using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Workers.Outbox;

/// <summary>
/// Takes messages out of the table and puts back what could not be delivered. Rows stay locked until their fate is
/// written, so that several workers share the work and a killed one's messages are taken by the next: at least once each.
/// </summary>
public sealed class OutboxDispatch(NpgsqlDataSource database, OutboxLimits limits, TimeProvider clock)
{
    private const int MaxErrorLength = 500;

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

    /// <summary>Delivers one batch.</summary>
    /// <param name="consume">Called once a message, in the order of their ids; whatever it throws is that message's failure.</param>
    /// <returns>How many were taken, and which of them failed.</returns>
    public async Task<(int Taken, IReadOnlyList<OutboxFailure> Failures)> DeliverAsync(
        Func<OutboxNotice, CancellationToken, Task> consume, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var notices = await TakeAsync(connection, cancellation);
        if (notices.Count == 0)
            return (0, []);

        List<Guid> delivered = [];
        List<OutboxFailure> failures = [];
        foreach (var notice in notices)
        {
            if (cancellation.IsCancellationRequested)
                break;
            try
            {
                await consume(notice, cancellation).WaitAsync(limits.ConsumerLimit, clock, cancellation);
                delivered.Add(notice.Id);
            }
            // A consumer may fail in any way: its message is kept with the reason, and the others go on.
            catch (Exception problem) when (!cancellation.IsCancellationRequested)
            {
                failures.Add(new(notice, problem, IsDead: notice.Attempts + 1 >= limits.MaxAttempts));
            }
        }

        // Also while stopping: what was delivered must not be delivered again for that.
        await SettleAsync(connection, delivered, failures);
        await transaction.CommitAsync(CancellationToken.None);
        return (notices.Count, failures);
    }

    private async Task<List<OutboxNotice>> TakeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limits.BatchSize });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<OutboxNotice> notices = [];
        while (await reader.ReadAsync(cancellation))
        {
            notices.Add(new(
                reader.GetGuid(0), reader.GetValue(1) as Guid?, reader.GetString(2), reader.GetString(3), reader.GetDateTime(4), reader.GetInt32(5)));
        }

        return notices;
    }

    private async Task SettleAsync(NpgsqlConnection connection, List<Guid> delivered, List<OutboxFailure> failures)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Delete) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. delivered] } } });
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (notice, problem, isDead) in failures)
        {
            var attempts = notice.Attempts + 1;
            batch.BatchCommands.Add(new(isDead ? Bury : PutBack)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = notice.Id },
                    new NpgsqlParameter<int> { TypedValue = attempts },
                    new NpgsqlParameter<DateTime> { TypedValue = isDead ? now : now + limits.PauseAfter(attempts), NpgsqlDbType = NpgsqlDbType.TimestampTz },
                    new NpgsqlParameter<string> { TypedValue = Words(problem) },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static string Words(Exception problem)
    {
        var text = $"{problem.GetType().Name}: {problem.Message}".Replace('\0', ' ');
        return text.Length <= MaxErrorLength ? text : text[..MaxErrorLength];
    }
}

/// <summary>A delivery that failed.</summary>
/// <param name="IsDead">It was the last attempt.</param>
public sealed record OutboxFailure(OutboxNotice Notice, Exception Problem, bool IsDead);
