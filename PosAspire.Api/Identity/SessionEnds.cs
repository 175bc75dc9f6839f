using Npgsql;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Identity;

/// <summary>Ends sign-ins, journals it, and makes every process know.</summary>
internal sealed class SessionEnds(NpgsqlDataSource database, Revocations revocations, TimeProvider clock)
{
    private const string One =
        """
        UPDATE sessions SET revoked_at = $3, revoked_in = pg_current_xact_id()
        WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > $3 RETURNING id
        """;

    private const string All =
        """
        UPDATE sessions SET revoked_at = $2, revoked_in = pg_current_xact_id()
        WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 RETURNING id
        """;

    /// <summary>Ends one session of a person; false when that person has no such open session.</summary>
    public Task<bool> EndAsync(Guid session, Guid user, Guid actor, string reason, CancellationToken cancellation) =>
        EndAsync(now => new(One) { Parameters = { SqlValue.Of(session), SqlValue.Of(user), SqlValue.Of(now) } }, actor, reason, cancellation);

    /// <summary>Ends every session of a person; false when none was open.</summary>
    public Task<bool> EndAllAsync(Guid user, Guid actor, string reason, CancellationToken cancellation) =>
        EndAsync(now => new(All) { Parameters = { SqlValue.Of(user), SqlValue.Of(now) } }, actor, reason, cancellation);

    private async Task<bool> EndAsync(Func<DateTime, NpgsqlCommand> end, Guid actor, string reason, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var journal = new NpgsqlBatch(connection);
        await using (var command = end(now))
        {
            command.Connection = connection;
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                journal.BatchCommands.Add(AuditStatements.Entry(now, null, actor, "session.revoked", reader.GetGuid(0), $$"""{"reason":"{{reason}}"}"""));
        }

        if (journal.BatchCommands.Count == 0)
            return false;
        await journal.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await revocations.TellAsync(cancellation);
        return true;
    }
}
