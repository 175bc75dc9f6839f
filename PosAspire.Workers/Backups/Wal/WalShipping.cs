using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>Brings what pg_receivewal has received into the archive: whole files once, the one that is being written again and again.</summary>
public sealed class WalShipping(DirectoryStore store, WalArchive archive, TimeProvider clock)
{
    /// <summary>Where pg_receivewal writes; beside the copies, so that another worker goes on where this one ended.</summary>
    private const string SpoolName = ".wal";

    private const string ScratchName = ".wal-packing";

    private (string Name, DateTime WrittenAt) shipped;

    public string Spool => Path.Combine(store.Folder, SpoolName);

    /// <returns>How many files were brought.</returns>
    public async Task<int> ShipAsync(string systemIdentifier, CancellationToken cancellation)
    {
        var count = 0;
        var files = new DirectoryInfo(Spool).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        // The newest stays here: a program that starts again goes on behind it. In an empty folder it would begin at the server's
        // present, and what was written in between would be missing without anybody noticing.
        var newest = files.LastOrDefault(file => !file.Name.EndsWith(WalPath.History, StringComparison.Ordinal))?.Name;
        foreach (var file in files)
        {
            var isPartial = file.Name.EndsWith(WalArchive.Partial, StringComparison.Ordinal);
            var isShipped = shipped == (file.Name, file.LastWriteTimeUtc);
            try
            {
                if (!isShipped)
                    await archive.PutAsync(file.FullName, systemIdentifier, Path.Combine(store.Folder, ScratchName), clock.GetUtcNow(), cancellation);
            }
            catch (FileNotFoundException) when (isPartial)
            {
                // It became whole in this moment: the next round brings it.
                continue;
            }

            count += isShipped ? 0 : 1;
            if (isPartial || file.Name == newest)
                shipped = (file.Name, file.LastWriteTimeUtc);
            else
                file.Delete();
        }

        return count;
    }
}
