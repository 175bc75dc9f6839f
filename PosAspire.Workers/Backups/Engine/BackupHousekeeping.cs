using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>Removes what no rule keeps any more. Only the holder of the right to make backups does it, and only after a good one.</summary>
public sealed class BackupHousekeeping(DirectoryStore store, WalArchive archive, ShopZone zone, TimeProvider clock, ILogger<BackupHousekeeping> log)
{
    /// <summary>Unlisted files this old are nobody's work any more.</summary>
    private static readonly TimeSpan MaxUnlistedAge = TimeSpan.FromDays(1);

    /// <returns>The ids of the copies that went.</returns>
    public async Task<IReadOnlyList<string>> TidyAsync(CancellationToken cancellation)
    {
        var catalogue = new BackupCatalogue(store);
        var now = clock.GetUtcNow();
        // One whose manifest is damaged is evidence, and may be mended by hand; it is told by every look at it, and never removed.
        var listed = await catalogue.ListAsync(cancellation);
        var copies = listed.Where(copy => copy.Manifest is not null).Select(AsKept).ToList();
        var kept = Retention.Keep(copies, now, await zone.AskAsync(cancellation), RetentionRules.Usual);
        List<string> gone = [];
        foreach (var copy in copies.Where(copy => !kept.Contains(copy.Id)))
        {
            await catalogue.DeleteAsync(copy.Id, cancellation);
            gone.Add(copy.Id);
            log.LogInformation("backup {Id}: removed, no rule keeps it any longer", copy.Id);
        }

        var left = copies.Where(copy => kept.Contains(copy.Id)).ToList();
        if (listed.Select(copy => copy.Manifest?.WalSegmentBytes).OfType<long>().Distinct().ToList() is [var segmentBytes])
            await archive.TidyAsync(Retention.FirstNeededWal(left, now, RetentionRules.Usual), segmentBytes, now - MaxUnlistedAge, cancellation);
        await catalogue.ClearUnlistedAsync(now - MaxUnlistedAge, cancellation);
        store.ClearIncoming(now);
        return gone;
    }

    private static KeptCopy AsKept(ListedBackup copy) => new(
        copy.Id, copy.Manifest!.StartedAt, copy.IsVerified, WalSegment.Of(copy.Manifest.Timeline, copy.Manifest.StartLsn, copy.Manifest.WalSegmentBytes));
}
