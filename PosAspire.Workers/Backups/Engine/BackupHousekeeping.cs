using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>Removes what no rule keeps any more. Only the holder of the right to make backups does it, and only after a good one.</summary>
public sealed class BackupHousekeeping(IBackupStore store, ShopZone zone, TimeProvider clock, ILogger<BackupHousekeeping> log)
{
    /// <summary>Unlisted files this old are nobody's work any more.</summary>
    private static readonly TimeSpan MaxUnlistedAge = TimeSpan.FromDays(1);

    /// <returns>The ids of the copies that went.</returns>
    public Task<IReadOnlyList<string>> TidyAsync(CancellationToken cancellation) => TidyAsync(store, [], cancellation);

    /// <summary>The same in another store.</summary>
    /// <param name="elsewhere">Copies that stay whatever the rules say of this store: another has them, and would bring them again.</param>
    public async Task<IReadOnlyList<string>> TidyAsync(IBackupStore store, IReadOnlyList<ListedBackup> elsewhere, CancellationToken cancellation)
    {
        var (catalogue, archive) = (new BackupCatalogue(store), new WalArchive(store));
        var now = clock.GetUtcNow();
        // One whose manifest is damaged is evidence, and may be mended by hand; it is told by every look at it, and never removed.
        var listed = await catalogue.ListAsync(cancellation);
        var copies = listed.Where(copy => copy.Manifest is not null).Select(AsKept).ToList();
        var others = elsewhere.Where(copy => copy.Manifest is not null).Select(AsKept).ToList();
        var kept = Retention.Keep(copies, now, await zone.AskAsync(cancellation), RetentionRules.Usual).Concat(others.Select(copy => copy.Id)).ToHashSet(StringComparer.Ordinal);
        List<string> gone = [];
        foreach (var copy in copies.Where(copy => !kept.Contains(copy.Id)))
        {
            await catalogue.DeleteAsync(copy.Id, cancellation);
            gone.Add(copy.Id);
            log.LogInformation("backup {Id}: removed, no rule keeps it any longer", copy.Id);
        }

        var left = copies.Where(copy => kept.Contains(copy.Id)).Concat(others).ToList();
        if (listed.Select(copy => copy.Manifest?.WalSegmentBytes).OfType<long>().Distinct().ToList() is [var segmentBytes])
            await archive.TidyAsync(Retention.FirstNeededWal(left, now, RetentionRules.Usual), segmentBytes, now - MaxUnlistedAge, cancellation);
        await catalogue.ClearUnlistedAsync(now - MaxUnlistedAge, cancellation);
        await store.ClearUnfinishedAsync(now, cancellation);
        return gone;
    }

    private static KeptCopy AsKept(ListedBackup copy) => new(
        copy.Id, copy.Manifest!.StartedAt, copy.IsVerified, WalSegment.Of(copy.Manifest.Timeline, copy.Manifest.StartLsn, copy.Manifest.WalSegmentBytes));
}
