using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Mirrors;

/// <summary>
/// One store that is brought level with the first: what is not there is copied, and its own retention removes what no rule keeps. Nothing
/// that is gone from the first is removed for that reason: a mirror is for the day when the first is lost.
/// </summary>
/// <param name="number">Its place among the stores.</param>
internal sealed class Mirror(string database, BackupCatalogue catalogue, IBackupStore store, int number, BackupHousekeeping housekeeping, TimeProvider clock, ILogger<Mirror> log) : IDisposable
{
    /// <summary>"posmirr" in ASCII, and the mirror's number after it.</summary>
    private const long LockNumber = 0x706F736D69727200;

    /// <summary>So often a state that goes on is noted again.</summary>
    private static readonly TimeSpan NotePeriod = TimeSpan.FromMinutes(5);

    /// <summary>So often the copies are looked at although nothing seems new.</summary>
    private static readonly TimeSpan LookPeriod = TimeSpan.FromHours(1);

    private const string CopyPrefix = "backup-";

    private readonly SemaphoreSlim turn = new(1);
    private readonly CopyLeveling copies = new(catalogue.Store, store, clock);
    private readonly LogLeveling files = new(catalogue.Store, store);
    private (string Copies, DateTimeOffset At) looked = ("", DateTimeOffset.MinValue);

    public string Name => store.Name;

    /// <summary>How it was when it was last looked at; null before the first time.</summary>
    /// <exception cref="DamageException">The note was damaged.</exception>
    public async Task<MirrorState?> StateAsync(CancellationToken cancellation) => await catalogue.MirrorAsync(number, cancellation) is { } state && state.Name == Name ? state : null;

    /// <summary>Brings it level, unless another worker is at it. A failure is noted and said once.</summary>
    /// <exception cref="StoreException">The first store cannot be reached.</exception>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var (isOurs, lease) = await LeaseAsync(cancellation);
            await using (lease)
            {
                if (isOurs)
                    await NoteAsync(await ProblemAsync(cancellation), cancellation);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>One worker is enough. Without the database there is nobody to ask, and two do no harm: they write the same.</summary>
    private async Task<(bool IsOurs, BackupLease? Lease)> LeaseAsync(CancellationToken cancellation)
    {
        try
        {
            var lease = await BackupLease.TryTakeAsync(database, cancellation, LockNumber + number);
            return (lease is not null, lease);
        }
        catch (Exception absence) when (absence is NpgsqlException or TimeoutException)
        {
            return (true, null);
        }
    }

    private async Task<BackupException?> ProblemAsync(CancellationToken cancellation)
    {
        try
        {
            await LevelAsync(cancellation);
            return null;
        }
        catch (BackupException problem)
        {
            looked = ("", DateTimeOffset.MinValue);
            return problem;
        }
    }

    private async Task LevelAsync(CancellationToken cancellation)
    {
        var now = string.Join('\n', [.. await NotesAsync(CopyPrefix, cancellation), .. await NotesAsync(DumpStore.Prefix, cancellation)]);
        if (now != looked.Copies || clock.GetUtcNow() - looked.At > LookPeriod)
        {
            foreach (var id in await copies.RunAsync(cancellation))
                log.LogInformation("backup {Id}: is now in {Mirror} too", id, Name);
            await copies.BringDumpsAsync(cancellation);
            await housekeeping.TidyAsync(store, await catalogue.ListAsync(cancellation), cancellation);
            files.Forget();
            looked = (now, clock.GetUtcNow());
        }

        await files.RunAsync(cancellation);
    }

    /// <summary>Of copies or dumps: which there are, and when the last was found out of each.</summary>
    private async Task<List<string>> NotesAsync(string prefix, CancellationToken cancellation) => await catalogue.Store.ListAsync(prefix, cancellation)
        .Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)).Select(file => $"{file.Key} {file.ChangedAt:O}").ToListAsync(cancellation);

    private async Task NoteAsync(BackupException? problem, CancellationToken cancellation)
    {
        var (before, now) = (await LastAsync(cancellation), clock.GetUtcNow());
        if (problem is not null && problem.Message != before?.Problem)
            log.LogError(problem, "backup: the mirror {Mirror} is not level. {Problem}", Name, problem.Message);
        else if (problem is null && before?.Problem is not null)
            log.LogInformation("backup: the mirror {Mirror} is level again", Name);
        if (before is null || before.Problem != problem?.Message || (problem is null && now - before.LevelAt > NotePeriod))
            await catalogue.NoteAsync(number, new MirrorState(Name, before?.Since ?? now, problem is null ? now : before?.LevelAt, problem?.Message), cancellation);
    }

    private async Task<MirrorState?> LastAsync(CancellationToken cancellation)
    {
        try
        {
            return await StateAsync(cancellation);
        }
        catch (DamageException damage)
        {
            log.LogError("backup: {Problem} It is written anew", damage.Message);
            return null;
        }
    }
}
