using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Identity;

/// <summary>
/// Counts failed sign-ins in the database, so that neither a restart nor a missing Redis opens a lock. A try is counted before it is
/// checked and given back when it was right: many at once cannot get past the limit, and a process that dies in between leaves it counted.
/// </summary>
internal sealed class SignInCounter(NpgsqlDataSource database, TimeProvider clock)
{
    // $1 subject, $2 most failures, $3 now, $4 window. One more than allowed marks a try that must not be checked.
    private const string Take =
        """
        INSERT INTO sign_in_attempts AS a (subject, failures, counted_from) VALUES ($1, 1, $3)
        ON CONFLICT (subject) DO UPDATE SET
          failures = CASE WHEN a.locked_until > $3 THEN $2 + 1 WHEN a.locked_until IS NOT NULL OR a.counted_from <= $3 - $4 THEN 1 ELSE a.failures + 1 END,
          counted_from = CASE WHEN a.locked_until > $3 THEN a.counted_from WHEN a.locked_until IS NOT NULL OR a.counted_from <= $3 - $4 THEN $3 ELSE a.counted_from END,
          locked_until = CASE WHEN a.locked_until > $3 THEN a.locked_until WHEN a.locked_until IS NOT NULL OR a.counted_from <= $3 - $4 THEN NULL
                              WHEN a.failures + 1 >= $2 THEN $3 + $4 END
        RETURNING failures <= $2, locked_until
        """;

    private const string Forget = "DELETE FROM sign_in_attempts WHERE subject = $1";

    private const string GiveBack =
        """
        UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), locked_until = CASE WHEN failures > $2 THEN locked_until END WHERE subject = $1
        """;

    /// <summary>Counts a try against every subject, in the order given, which must be the same everywhere.</summary>
    /// <returns>Null when it may be checked; otherwise how long no try will be.</returns>
    public async Task<TimeSpan?> TakeAsync(IReadOnlyList<SignInSubject> subjects, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var batch = database.CreateBatch();
        foreach (var subject in subjects)
        {
            batch.BatchCommands.Add(new(Take)
            {
                Parameters = { SqlValue.Of(subject.Key), SqlValue.Of(subject.Most), SqlValue.Of(now), SqlValue.Of(subject.Window) },
            });
        }

        TimeSpan? wait = null;
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        do
        {
            await reader.ReadAsync(cancellation);
            if (!reader.GetBoolean(0) && reader.GetDateTime(1) - now is var longer && !(longer < wait))
                wait = longer;
        }
        while (await reader.NextResultAsync(cancellation));
        return wait;
    }

    /// <summary>What to do in the transaction of a right sign-in: the one who proved it starts anew, and the shared counts get their try back.</summary>
    /// <remarks>A register's count does not start anew, or whoever knows one PIN could try another person's for ever.</remarks>
    public static IEnumerable<NpgsqlBatchCommand> Right(SignInSubject own, IEnumerable<SignInSubject> shared) =>
        [.. shared.Select(Back), new NpgsqlBatchCommand(Forget) { Parameters = { SqlValue.Of(own.Key) } }];

    /// <summary>A try that was counted and not checked.</summary>
    public async Task GiveBackAsync(IEnumerable<SignInSubject> subjects, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        foreach (var subject in subjects)
            batch.BatchCommands.Add(Back(subject));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlBatchCommand Back(SignInSubject subject) =>
        new(GiveBack) { Parameters = { SqlValue.Of(subject.Key), SqlValue.Of(subject.Most) } };
}
