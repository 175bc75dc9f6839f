using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

public sealed record RefreshRequest(string RefreshToken);

/// <summary>
/// A new pair of tokens for a refresh token, which works once. A token that comes again later was copied by somebody, and nobody can
/// tell which of the two is the thief: the session ends for both (RFC 9700, 4.14.2). Two requests of one browser cross, and an answer
/// may be lost: for a few seconds the same token gives another pair (docs/adr/0013).
/// </summary>
internal static class RefreshSession
{
    private const int MaxTokenLength = 128;

    /// <summary>How long after its use a token still counts as sent at the same time.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(20);

    // Of two at once the second waits for the first one's row and then finds the token just used. The leeway counts from the first use.
    private const string Use =
        """
        UPDATE refresh_tokens t SET used_at = coalesce(t.used_at, $2) FROM sessions s
        WHERE t.hash = $1 AND (t.used_at IS NULL OR t.used_at > $3) AND t.expires_at > $2 AND s.id = t.session_id AND s.revoked_at IS NULL AND s.expires_at > $2
        RETURNING s.id, s.user_id, s.register_id, s.expires_at, (SELECT l.code FROM registers r JOIN locations l ON l.id = r.location_id WHERE r.id = s.register_id)
        """;

    private const string EndIfUsed =
        """
        UPDATE sessions s SET revoked_at = $2, revoked_in = pg_current_xact_id() FROM refresh_tokens t
        WHERE t.hash = $1 AND t.used_at <= $3 AND s.id = t.session_id AND s.revoked_at IS NULL
        RETURNING s.id, s.user_id
        """;

    public static async Task<Results<Ok<LoginResponse>, PosProblem>> HandleAsync(
        RefreshRequest request, NpgsqlDataSource database, SessionStore sessions, Revocations revocations,
        TimeProvider clock, ILogger<RefreshRequest> log, CancellationToken cancellation)
    {
        if (request.RefreshToken.Length is 0 or > MaxTokenLength)
            return IdentityErrors.InvalidRefresh.AsProblem();
        var hash = SessionStore.Hash(request.RefreshToken);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await UseAsync(connection, hash, now, cancellation) is { } used && await People.FindAsync(connection, used.User, cancellation) is { } person)
        {
            var grants = used.ShopCode is null
                ? person.Grants
                : person.Grants.Where(grant => grant.Location == RoleGrant.Everywhere || grant.Location == used.ShopCode).Select(grant => grant with { Location = used.ShopCode });
            var answer = await sessions.GoOnAsync(connection, person, new(person.Id, used.Session, used.Register, grants), used.Ends, cancellation);
            await transaction.CommitAsync(cancellation);
            return TypedResults.Ok(answer);
        }

        if (await EndIfUsedAsync(connection, hash, now, cancellation))
        {
            await transaction.CommitAsync(cancellation);
            log.LogWarning("A refresh token was used a second time; its session was ended");
            await revocations.TellAsync(cancellation);
        }

        return IdentityErrors.InvalidRefresh.AsProblem();
    }

    private static async Task<Used?> UseAsync(NpgsqlConnection connection, byte[] hash, DateTime now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Use, connection) { Parameters = { SqlValue.Of(hash), SqlValue.Of(now), SqlValue.Of(now - Leeway) } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new(
                reader.GetGuid(0), reader.GetGuid(1), await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetGuid(2), reader.GetDateTime(3),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetString(4))
            : null;
    }

    private static async Task<bool> EndIfUsedAsync(NpgsqlConnection connection, byte[] hash, DateTime now, CancellationToken cancellation)
    {
        Guid session, user;
        await using (var command = new NpgsqlCommand(EndIfUsed, connection) { Parameters = { SqlValue.Of(hash), SqlValue.Of(now), SqlValue.Of(now - Leeway) } })
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            if (!await reader.ReadAsync(cancellation))
                return false;
            (session, user) = (reader.GetGuid(0), reader.GetGuid(1));
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AuditStatements.Entry(now, null, user, "session.revoked", session, """{"reason":"refresh_token_reused"}"""));
        await batch.ExecuteNonQueryAsync(cancellation);
        return true;
    }

    private sealed record Used(Guid Session, Guid User, Guid? Register, DateTime Ends, string? ShopCode);
}
