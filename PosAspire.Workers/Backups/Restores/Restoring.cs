using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Brings a copy back to life in a folder: checks every byte, unpacks, lets PostgreSQL check it too, starts it and questions it.</summary>
public sealed class Restoring(BackupCatalogue catalogue, WalArchive archive, ClientTools tools)
{
    private const string LogFolder = ".wal";
    private const string EndedEarly = "recovery ended before configured recovery target was reached";

    /// <param name="folder">Must not be there yet. It holds a cluster that has been shut down in order, if nothing is thrown.</param>
    /// <param name="goal">A later moment than the copy's own; null for that.</param>
    /// <param name="like">Its owner becomes the owner of the restored one, when it is there.</param>
    /// <param name="tell">Told each step.</param>
    /// <exception cref="BackupException">It could not be done; the sentence says what was in the way.</exception>
    public async Task<RestoreVerdict> IntoAsync(BackupManifest manifest, RecoveryGoal? goal, string folder, string like, Action<string> tell, CancellationToken cancellation)
    {
        var server = await tools.FindAsync(ClientTools.Server, manifest.ServerMajor, cancellation);
        var user = await ServerUser.ForAsync(like, cancellation);
        tell("reading every byte of the copy back");
        if (await catalogue.ReadBackAsync(manifest.Id, cancellation) is [var damage, ..])
            throw new DamageException(damage);
        tell("unpacking");
        await CopyUnpacking.UnpackAsync(catalogue.Store, manifest, folder, cancellation);
        tell("letting PostgreSQL check every file");
        await ToolRun.RunAsync(await tools.FindAsync(ClientTools.VerifyBackup, manifest.ServerMajor, cancellation), ["--quiet", folder], new Dictionary<string, string>(), null, cancellation);
        await user.OwnAsync(folder, cancellation);
        var bin = Path.GetDirectoryName(server)!;
        if (goal is null)
            return await AskAsync(await StartAsync([]), isExact: true);
        var log = folder + LogFolder;
        try
        {
            tell($"fetching {goal.Path.Files.Count} files of the log");
            await FetchAsync(goal, log, cancellation);
            await user.OwnAsync(log, cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, "recovery.signal"), "", cancellation);
            await user.OwnAsync(folder, cancellation);
            return await AskAsync(await ReplayAsync(), isExact: false);
        }
        finally
        {
            Directory.Delete(log, recursive: true);
        }

        async Task<RestoredServer> ReplayAsync()
        {
            try
            {
                return await StartAsync(goal.Settings(log, isBounded: true));
            }
            catch (BackupException early) when (early.Message.Contains(EndedEarly, StringComparison.Ordinal))
            {
                // The log leads to the wanted moment, and nothing was committed after it: everything belongs to it.
                return await StartAsync(goal.Settings(log, isBounded: false));
            }
        }

        Task<RestoredServer> StartAsync(IEnumerable<string> recovery)
        {
            tell("starting it and replaying its log");
            return RestoredServer.StartAsync(bin, folder, user, manifest, recovery, cancellation);
        }

        async Task<RestoreVerdict> AskAsync(RestoredServer started, bool isExact)
        {
            await using var running = started;
            tell("questioning it: rows, rules, journal, a sale");
            return await RestoreChecks.AskAsync(running.ConnectionString, manifest, isExact, cancellation);
        }
    }

    private async Task FetchAsync(RecoveryGoal goal, string folder, CancellationToken cancellation)
    {
        // Of an earlier restore that was killed.
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var file in goal.Path.Files)
            await archive.FetchAsync(file, Path.Combine(folder, WalPath.Whole(file.Name)), cancellation);
    }
}
