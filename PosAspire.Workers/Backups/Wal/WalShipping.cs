using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>Brings what pg_receivewal has received into the archive: whole files once, the one that is being written again and again.</summary>
public sealed class WalShipping(StagingPlace place, WalArchive archive, TimeProvider clock)
{
    private (string Name, DateTime WrittenAt) shipped;

    public string Spool => place.Spool;

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
                    await archive.PutAsync(file.FullName, systemIdentifier, place.Scratch, clock.GetUtcNow(), cancellation);
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
