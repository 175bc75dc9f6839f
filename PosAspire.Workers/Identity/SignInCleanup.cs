using Npgsql;
using PosAspire.Domain.Database;

namespace PosAspire.Workers.Identity;

/// <summary>Clears away sign-ins that ended long ago and counts of wrong tries that no longer count.</summary>
internal sealed class SignInCleanup(NpgsqlDataSource database, TimeProvider clock, ILogger<SignInCleanup> log) : BackgroundService
{
    private const int MaxRows = 10_000;

    // Their refresh tokens go with them.
    private const string Sessions = "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";

    private const string Attempts =
        """
        DELETE FROM sign_in_attempts WHERE subject IN (
          SELECT subject FROM sign_in_attempts WHERE counted_from < $1 AND (locked_until IS NULL OR locked_until < $1) ORDER BY counted_from LIMIT $2)
        """;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    // A session is asked about while a token of it may live, and looked up by people for a while after.
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan AttemptsKept = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
                await CleanAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task CleanAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            await using var batch = database.CreateBatch();
            batch.BatchCommands.Add(new(Sessions) { Parameters = { SqlValue.Of(now - SessionsKept), SqlValue.Of(MaxRows) } });
            batch.BatchCommands.Add(new(Attempts) { Parameters = { SqlValue.Of(now - AttemptsKept), SqlValue.Of(MaxRows) } });
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (NpgsqlException failure)
        {
            log.LogWarning(failure, "Old sign-ins were not cleared away; it is tried again in {Minutes} min", Period.TotalMinutes);
        }
    }
}
