using System.Diagnostics;
using System.Reflection;
using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>
/// Makes one copy from beginning to end: take it, put it into the store, publish its manifest, read it back, note how it went. Whatever
/// breaks in between leaves earlier copies as they were and this one unlisted or marked.
/// </summary>
public sealed class BackupRunner(string database, DirectoryStore store, ClientTools tools, BackupHousekeeping housekeeping, RestoreDrill drill, ShopZone zone, TimeProvider clock, ILogger<BackupRunner> log)
{
    /// <summary>Where a copy is before it is in the store; beside it, so that it has as much room.</summary>
    private const string Staging = ".staging";

    /// <summary>Progress is told in steps of so many percent.</summary>
    private const int PercentStep = 25;

    private static readonly string AppVersion =
        (typeof(BackupRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1.0.0").Split('+')[0];

    private readonly BackupCatalogue catalogue = new(store);

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
            var manifest = await MakeAsync(id, startedAt, lease.Connection, cancellation);
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

    private async Task<BackupManifest> MakeAsync(string id, DateTimeOffset startedAt, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var facts = await ServerFacts.ReadAsync(connection, cancellation);
        await Tablespaces.RefuseAsync(connection, cancellation);
        var program = await tools.FindAsync(ClientTools.BaseBackup, facts.Major, cancellation);
        var (head, before) = (await MainTables.HeadAsync(connection, cancellation), await MainTables.CountAsync(connection, cancellation));
        var staging = FreshStaging(id);
        try
        {
            var told = 0;
            var copy = await BaseBackup.TakeAsync(program, new(database), staging, percent => told = Tell(id, percent, told), cancellation);
            var after = await MainTables.CountAsync(connection, cancellation);
            List<BackupFile> files = [];
            foreach (var name in copy.Files)
                files.Add(await PutAsync(id, Path.Combine(staging, name), cancellation));
            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat, id, BackupManifest.Full, facts.Version, facts.Major, facts.SystemIdentifier, facts.Database, facts.DatabaseUser, (await zone.AskAsync(cancellation)).Id, copy.Timeline,
                copy.StartLsn, copy.StopLsn, facts.WalSegmentBytes, startedAt, clock.GetUtcNow(), files.Sum(file => file.Bytes), facts.Bytes, files,
                before.ToDictionary(table => table.Key, table => new RowCount(table.Value, after[table.Key])), head, AppVersion);
            await catalogue.PublishAsync(manifest, cancellation);
            return manifest;
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Empties the place first: whoever left something there is dead, for this one has the right to be here.</summary>
    private string FreshStaging(string id)
    {
        var root = Path.Combine(store.Folder, Staging);
        try
        {
            if (Directory.Exists(root))
                Directory.Delete(root, recursive: true);
            return Directory.CreateDirectory(Path.Combine(root, id)).FullName;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup folder {store.Name} cannot be written: {problem.Message}", problem);
        }
    }

    private async Task<BackupFile> PutAsync(string id, string path, CancellationToken cancellation)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var (bytes, sum) = await Checksum.OfAsync(content, cancellation);
        content.Position = 0;
        await store.WriteAsync(BackupCatalogue.KeyOf(id, Path.GetFileName(path)), content, cancellation);
        return new(Path.GetFileName(path), bytes, sum);
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

    private int Tell(string id, int percent, int told)
    {
        if (percent < told + PercentStep)
            return told;
        log.LogInformation("backup {Id}: {Percent} %", id, percent);
        return percent;
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
