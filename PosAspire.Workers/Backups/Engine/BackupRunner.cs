using System.Diagnostics;
using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Restores;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>
/// Makes one copy from beginning to end: take it, put it into the store, publish its manifest, read it back, note how it went. Whatever
/// breaks in between leaves earlier copies as they were and this one unlisted or marked.
/// </summary>
public sealed class BackupRunner(string database, BackupCatalogue catalogue, CopyMaking making, BackupHousekeeping housekeeping, RestoreDrill drill, TimeProvider clock, ILogger<BackupRunner> log)
{
    /// <summary>The newest attempt of which no note could be written, because the store takes nothing: known to this process alone.</summary>
    public BackupRun? Unnoted { get; private set; }

    /// <summary>The newest attempt, noted or not.</summary>
    public BackupRun? Newest(BackupRun? noted) => Unnoted is { } unnoted && (noted is null || noted.EndedAt < unnoted.EndedAt) ? unnoted : noted;

    /// <summary>Makes a copy unless another is being made.</summary>
    /// <param name="isDue">Asked once this worker has the right to: another may just have made the copy that was due.</param>
    /// <returns>How it went; null when it was not this one's turn.</returns>
    public async Task<BackupRun?> RunAsync(Func<BackupRun?, bool> isDue, CancellationToken cancellation)
    {
        var startedAt = clock.GetUtcNow();
        var id = BackupManifest.IdOf(startedAt);
        try
        {
            await using var lease = await BackupLease.TryTakeAsync(database, cancellation);
            if (lease is null || !isDue(await LastAsync(cancellation)))
                return null;
            // Made in the same second, or the clock was set back: nothing writes over a copy that is listed.
            while (await catalogue.FindAsync(id, cancellation) is not null)
                id = BackupManifest.IdOf(startedAt = startedAt.AddSeconds(1));
            log.LogInformation("backup {Id}: begins", id);
            var manifest = await making.MakeAsync(id, startedAt, lease.Connection, cancellation);
            var verification = await ReadBackAsync(id, cancellation);
            var run = await NoteAsync(new(id, startedAt, clock.GetUtcNow(), verification.Finding, id, startedAt), manifest, cancellation);
            // Nothing is let go of before its successor is known to be good.
            if (run.Succeeded)
            {
                await housekeeping.TidyAsync(cancellation);
                await ProveAsync(cancellation);
            }

            return run;
        }
        catch (Exception failure) when (Problem(failure) is { } problem)
        {
            log.LogError(failure, "backup {Id}: failed. {Problem} {Said}", id, problem, (failure as ToolException)?.Said);
            return await NoteAsync(new(id, startedAt, clock.GetUtcNow(), problem, null, null), null, CancellationToken.None);
        }
    }

    private async Task<Verification> ReadBackAsync(string id, CancellationToken cancellation)
    {
        var clockwork = Stopwatch.GetTimestamp();
        var findings = await catalogue.ReadBackAsync(id, cancellation);
        var verification = new Verification(clock.GetUtcNow(), VerificationDepth.Checksums, Stopwatch.GetElapsedTime(clockwork), findings);
        await catalogue.NoteAsync(id, verification, cancellation);
        return verification;
    }

    /// <summary>Once a week a copy is restored for proof. That it could not be tried is not the backup's fault, and is said.</summary>
    private async Task ProveAsync(CancellationToken cancellation)
    {
        try
        {
            if (await drill.DueAsync(cancellation) is { } due)
                await drill.RunAsync(due, cancellation);
        }
        catch (Exception problem) when (Problem(problem) is { } words)
        {
            log.LogError(problem, "backup: no copy could be restored for proof. {Problem} {Said}", words, (problem as ToolException)?.Said);
        }
    }

    /// <summary>A failure keeps the name of the last good copy, and does not cover another worker's success that came meanwhile.</summary>
    private async Task<BackupRun> NoteAsync(BackupRun run, BackupManifest? manifest, CancellationToken cancellation)
    {
        try
        {
            var last = await LastAsync(cancellation);
            if (!run.Succeeded)
                run = run with { LastGood = last?.LastGood, LastGoodStart = last?.LastGoodStart };
            if (run.Succeeded || last is not { Succeeded: true } || last.EndedAt < run.StartedAt)
                await catalogue.NoteAsync(run, cancellation);
        }
        catch (StoreException problem)
        {
            log.LogError(problem, "backup {Id}: {Problem}", run.Id, problem.Message);
            return Unnoted = run with { Problem = run.Problem ?? problem.Message };
        }

        if (run.Succeeded && manifest is not null)
            log.LogInformation("backup {Id}: made and verified, {Megabytes} MB in {Seconds} s", run.Id, manifest.Bytes >> 20, (run.EndedAt - run.StartedAt).TotalSeconds);
        return run;
    }

    private async Task<BackupRun?> LastAsync(CancellationToken cancellation)
    {
        try
        {
            return await catalogue.LastRunAsync(cancellation);
        }
        catch (DamageException damage)
        {
            log.LogError("backup: {Problem} It is written anew", damage.Message);
            return null;
        }
    }

    /// <summary>Why it failed, in a sentence that anyone may read; null for what nobody foresaw.</summary>
    private static string? Problem(Exception failure) => failure switch
    {
        BackupException known => known.Message,
        NpgsqlException or TimeoutException => "The database does not answer.",
        IOException or UnauthorizedAccessException => "A file of the backup could not be written or read; the log of the workers says which.",
        _ => null,
    };
}
