using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace PosAspire.Domain.Database;

/// <summary>What the database has and what this build knows.</summary>
public sealed record SchemaStatus(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending)
{
    public bool IsCurrent => Pending.Count == 0;
}

/// <summary>Brings the schema forward and back, one migrator at a time.</summary>
public sealed class SchemaMigrator(string connectionString, MigrationLimits limits, TimeProvider clock)
{
    /// <summary>Applies what is pending.</summary>
    /// <returns>The migrations applied now, oldest first; none when the schema was current.</returns>
    /// <exception cref="MigrationException">The database is away, or another migrator holds the lock for too long.</exception>
    public async Task<IReadOnlyList<string>> DeployAsync(CancellationToken cancellation)
    {
        await using var turn = await MigrationLock.TakeAsync(connectionString, limits, clock, cancellation);
        await using var context = Context();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        await RunAsync(() => context.Database.MigrateAsync(cancellation));
        return pending;
    }

    /// <summary>Takes back the newest migrations, with the data they hold.</summary>
    /// <returns>The migrations taken back, newest first.</returns>
    /// <exception cref="MigrationException">As for deploying, or fewer were applied than are to be taken back.</exception>
    public async Task<IReadOnlyList<string>> RollbackAsync(int steps, CancellationToken cancellation)
    {
        await using var turn = await MigrationLock.TakeAsync(connectionString, limits, clock, cancellation);
        await using var context = Context();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        if (steps < 1 || steps > applied.Count)
            throw new MigrationException($"{applied.Count} migrations are applied, so {steps} cannot be taken back. Nothing was changed.");
        var target = applied.Count == steps ? Migration.InitialDatabase : applied[^(steps + 1)];
        await RunAsync(() => context.GetService<IMigrator>().MigrateAsync(target, cancellation));
        return [.. applied.TakeLast(steps).Reverse()];
    }

    /// <summary>Reads what is applied and what is pending; waits for a database that is only starting.</summary>
    public async Task<SchemaStatus> StatusAsync(CancellationToken cancellation)
    {
        await using var reached = await DatabaseDoor.OpenAsync(connectionString, limits.DatabaseWait, clock, cancellation);
        await using var context = Context();
        return new(
            [.. await context.Database.GetAppliedMigrationsAsync(cancellation)],
            [.. await context.Database.GetPendingMigrationsAsync(cancellation)]);
    }

    private async Task RunAsync(Func<Task> migrate)
    {
        try
        {
            await migrate();
        }
        // EF wraps what may be transient in an exception of its own.
        catch (Exception failure) when (failure is PostgresException || failure.InnerException is PostgresException)
        {
            var refusal = failure as PostgresException ?? (PostgresException)failure.InnerException!;
            throw new MigrationException(
                refusal.SqlState switch
                {
                    PostgresErrorCodes.LockNotAvailable =>
                        $"A table is held by running work for more than {limits.LockTimeout.TotalSeconds:0.#} s. The migration was undone: run it again when the shops are quiet.",
                    PostgresErrorCodes.QueryCanceled =>
                        $"A statement took longer than {limits.StatementTimeout.TotalMinutes:0.#} min. The migration was undone.",
                    _ => $"The database refused a migration, which was undone: {refusal.MessageText} ({refusal.SqlState}).",
                },
                failure);
        }
    }

    private PosDbContext Context()
    {
        // A statement that waits for a running sale gives up instead of queueing every later sale behind itself.
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "posctl migrate",
            CommandTimeout = 0,
            Options = $"-c lock_timeout={(long)limits.LockTimeout.TotalMilliseconds} -c statement_timeout={(long)limits.StatementTimeout.TotalMilliseconds}",
        };
        return new(new DbContextOptionsBuilder<PosDbContext>().UseNpgsql(settings.ConnectionString).Options);
    }
}
