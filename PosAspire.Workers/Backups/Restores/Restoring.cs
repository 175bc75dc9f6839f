using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Brings a copy back to life in a folder: checks every byte, unpacks, lets PostgreSQL check it too, starts it and questions it.</summary>
public sealed class Restoring(BackupCatalogue catalogue, ClientTools tools)
{
    /// <param name="folder">Must not be there yet. It holds a cluster that has been shut down in order, if nothing is thrown.</param>
    /// <param name="like">Its owner becomes the owner of the restored one, when it is there.</param>
    /// <param name="tell">Told each step.</param>
    /// <exception cref="BackupException">It could not be done; the sentence says what was in the way.</exception>
    public async Task<RestoreVerdict> IntoAsync(BackupManifest manifest, string folder, string like, Action<string> tell, CancellationToken cancellation)
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
        tell("starting it and replaying its log");
        await using var running = await RestoredServer.StartAsync(Path.GetDirectoryName(server)!, folder, user, manifest, cancellation);
        tell("questioning it: rows, rules, journal, a sale");
        return await RestoreChecks.AskAsync(running.ConnectionString, manifest, isExact: true, cancellation);
    }
}
