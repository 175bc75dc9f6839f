using Npgsql;

namespace PosAspire.Workers.Catalog.Jobs;

/// <summary>Tells a few times a second how far an import is, over a connection of its own: the import's changes are seen by nobody yet.</summary>
internal sealed class ProgressTeller : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private const string Begin =
        """
        INSERT INTO import_progress (job_id, attempts, done, total, at) VALUES ($1, 1, 0, $2, $3)
        ON CONFLICT (job_id) DO UPDATE SET attempts = import_progress.attempts + 1, done = 0, at = $3
        RETURNING attempts
        """;

    private const string Tell = "UPDATE import_progress SET done = $2, at = $3 WHERE job_id = $1";

    private readonly CancellationTokenSource stop = new();
    private Task telling = Task.CompletedTask;

    private ProgressTeller(int attempts) => Attempts = attempts;

    /// <summary>How often a worker has begun this job, this time among them.</summary>
    public int Attempts { get; }

    public static async Task<ProgressTeller> StartAsync(NpgsqlDataSource database, ClaimedImport job, Func<int> done, TimeProvider clock, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Begin);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job.Id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = job.Rows });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        var teller = new ProgressTeller((int)(await command.ExecuteScalarAsync(cancellation))!);
        teller.telling = teller.TellAsync(database, job.Id, done, clock);
        return teller;
    }

    /// <summary>Says no more; a second time it does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!stop.IsCancellationRequested)
            await stop.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task TellAsync(NpgsqlDataSource database, Guid id, Func<int> done, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            await using var command = database.CreateCommand(Tell);
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = done() });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
            await command.ExecuteNonQueryAsync(stop.Token);
        }
    }
}
