using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Brings a copy back to life in a folder: checks every byte, unpacks, lets PostgreSQL check it too, starts it and questions it.</summary>
public sealed class Restoring(BackupCatalogue catalogue, WalArchive archive, KeyRing keys, ClientTools tools)
{
    private const string LogFolder = ".wal";
    private const string EndedEarly = "recovery ended before configured recovery target was reached";

    /// <param name="folder">Must not be there yet. It holds a cluster that has been shut down in order, if nothing is thrown.</param>
    /// <param name="goal">A later moment than the copy's own; null for that.</param>
    /// <param name="like">Its owner becomes the owner of the restored one, when it is there.</param>
    /// <param name="tell">Told each step.</param>
    /// <param name="use">Given the address of the restored server once it was questioned, before it is shut down.</param>
    /// <exception cref="BackupException">It could not be done; the sentence says what was in the way.</exception>
    public async Task<RestoreVerdict> IntoAsync(
        BackupManifest manifest, RecoveryGoal? goal, string folder, string like, Action<string> tell, CancellationToken cancellation, Func<string, Task>? use = null)
    {
        var server = await tools.FindAsync(ClientTools.Server, manifest.ServerMajor, cancellation);
        var user = await ServerUser.ForAsync(like, cancellation);
        if (keys.Lack(manifest.KeyId, manifest.Id) is { } lack)
            throw new KeyException(lack);
        tell("reading every byte of the copy back");
        if (await catalogue.ReadBackAsync(manifest.Id, cancellation) is [var damage, ..])
            throw new DamageException(damage);
        tell("unpacking");
        await CopyUnpacking.UnpackAsync(catalogue.Store, keys, manifest, folder, cancellation);
        tell("letting PostgreSQL check every file");
        await ToolRun.RunAsync(await tools.FindAsync(ClientTools.VerifyBackup, manifest.ServerMajor, cancellation), ["--quiet", folder], new Dictionary<string, string>(), null, cancellation);
        var log = folder + LogFolder;
        try
        {
            var files = goal?.Path.Files ?? await HistoriesAsync(manifest, cancellation);
            tell($"fetching {files.Count} files of the log");
            await FetchAsync(files, log, cancellation);
            await user.OwnAsync(log, cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, "recovery.signal"), "", cancellation);
            await user.OwnAsync(folder, cancellation);
            tell("starting it and replaying its log");
            await using var running = await ReplayAsync(recovery => RestoredServer.StartAsync(Path.GetDirectoryName(server)!, folder, user, manifest, recovery, cancellation), manifest, goal, log, cancellation);
            tell("questioning it: rows, rules, journal, a sale");
            var verdict = await RestoreChecks.AskAsync(running.ConnectionString, manifest.Rows, manifest.Audit, goal is null, cancellation);
            if (use is not null)
                await use(running.ConnectionString);
            return verdict;
        }
        finally
        {
            if (Directory.Exists(log))
                Directory.Delete(log, recursive: true);
        }
    }

    /// <summary>Replays to the goal, and looks whether it came there.</summary>
    private static async Task<RestoredServer> ReplayAsync(
        Func<IEnumerable<string>, Task<RestoredServer>> startAsync, BackupManifest manifest, RecoveryGoal? goal, string log, CancellationToken cancellation)
    {
        try
        {
            if (goal is null || goal.Until is not null)
                return await startAsync(goal?.Settings(log, isBounded: true) ?? RecoveryGoal.OwnMoment(log));
        }
        catch (BackupException early) when (goal is not null && early.Message.Contains(EndedEarly, StringComparison.Ordinal))
        {
            // The log leads to the wanted moment, and nothing was committed after it: everything belongs to it, if all of it is read.
        }

        var whole = await startAsync(goal!.Settings(log, isBounded: false));
        try
        {
            await LogEnd.CheckAsync(whole.ConnectionString, goal.Path, manifest, cancellation);
            return whole;
        }
        catch
        {
            await whole.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Which timelines were begun before: a restored cluster begins another one, so that what it writes is never taken for what the lost
    /// one wrote at the same positions.
    /// </summary>
    private async Task<IReadOnlyList<WalFile>> HistoriesAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        try
        {
            return [.. (await archive.ListAsync(cancellation)).Values.Where(file => file.SystemIdentifier == manifest.SystemIdentifier && WalPath.IsHistory(file.Name))];
        }
        catch (DamageException)
        {
            // The log beside the copy is damaged. A copy is whole without it, and backup verify tells of the damage.
            return [];
        }
    }

    private async Task FetchAsync(IReadOnlyList<WalFile> files, string folder, CancellationToken cancellation)
    {
        // Of an earlier restore that was killed.
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var file in files)
            await archive.FetchAsync(file, Path.Combine(folder, WalPath.Whole(file.Name)), cancellation);
    }
}
