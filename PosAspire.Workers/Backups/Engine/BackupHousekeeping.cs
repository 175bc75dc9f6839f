using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>Removes what no rule keeps any more. Only the holder of the right to make backups does it, and only after a good one.</summary>
public sealed class BackupHousekeeping(DirectoryStore store, ShopZone zone, TimeProvider clock, ILogger<BackupHousekeeping> log)
{
    /// <summary>Unlisted files this old are nobody's work any more.</summary>
    private static readonly TimeSpan MaxUnlistedAge = TimeSpan.FromDays(1);

    /// <returns>The ids of the copies that went.</returns>
    public async Task<IReadOnlyList<string>> TidyAsync(CancellationToken cancellation)
    {
        var catalogue = new BackupCatalogue(store);
        var now = clock.GetUtcNow();
        // One whose manifest is damaged is evidence, and may be mended by hand; it is told by every look at it, and never removed.
        var copies = (await catalogue.ListAsync(cancellation)).Where(copy => copy.Manifest is not null).Select(AsKept).ToList();
        var kept = Retention.Keep(copies, now, await zone.AskAsync(cancellation), RetentionRules.Usual);
        List<string> gone = [];
        foreach (var copy in copies.Where(copy => !kept.Contains(copy.Id)))
        {
            await catalogue.DeleteAsync(copy.Id, cancellation);
            gone.Add(copy.Id);
            log.LogInformation("backup {Id}: removed, no rule keeps it any longer", copy.Id);
        }

        await catalogue.ClearUnlistedAsync(now - MaxUnlistedAge, cancellation);
        store.ClearIncoming(now);
        return gone;
    }

    private static KeptCopy AsKept(ListedBackup copy) => new(
        copy.Id, copy.Manifest!.StartedAt, copy.IsVerified, WalSegment.Of(copy.Manifest.Timeline, copy.Manifest.StartLsn, copy.Manifest.WalSegmentBytes));
}
