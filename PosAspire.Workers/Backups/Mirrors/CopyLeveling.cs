using System.Diagnostics;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Mirrors;

/// <summary>
/// Brings copies that were found whole into another store, their manifests last, and reads them back there. A copy that is there already
/// is never written again: what becomes of the one here must not become of that one.
/// </summary>
internal sealed class CopyLeveling(IBackupStore from, IBackupStore to, TimeProvider clock)
{
    private readonly BackupCatalogue source = new(from);
    private readonly BackupCatalogue target = new(to);

    /// <returns>The copies that were brought.</returns>
    /// <exception cref="BackupException">A copy could not be brought, or did not arrive whole.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellation)
    {
        var there = (await target.ListAsync(cancellation)).Where(copy => copy.IsVerified).Select(copy => copy.Id).ToHashSet(StringComparer.Ordinal);
        List<string> brought = [];
        // The newest first: it is the one that is needed first.
        foreach (var copy in (await source.ListAsync(cancellation)).Where(copy => copy.IsVerified && !there.Contains(copy.Id)))
        {
            await BringAsync(copy.Manifest!, cancellation);
            brought.Add(copy.Id);
        }

        return brought;
    }

    /// <summary>Brings the dumps that are not there, each with its manifest last.</summary>
    /// <exception cref="BackupException">One could not be brought.</exception>
    public async Task BringDumpsAsync(CancellationToken cancellation)
    {
        var there = (await to.ListAsync(DumpStore.Prefix, cancellation).ToListAsync(cancellation)).Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        var dumps = new DumpStore(from);
        foreach (var manifest in (await from.ListAsync(DumpStore.Prefix, cancellation).ToListAsync(cancellation)).Where(file => DumpStore.IsManifest(file.Key) && !there.Contains(file.Key)))
        {
            var dump = await dumps.FindAsync(manifest.Key.Split('/')[0], cancellation);
            await BringAsync(dump.Id, dump.File, cancellation);
            await using var note = await from.OpenAsync(manifest.Key, cancellation) ?? throw new DamageException($"{manifest.Key} is missing.");
            await to.WriteAsync(manifest.Key, note, cancellation);
        }
    }

    private async Task BringAsync(BackupManifest manifest, CancellationToken cancellation)
    {
        foreach (var file in manifest.Files)
            await BringAsync(manifest.Id, file, cancellation);
        await target.PublishAsync(manifest, cancellation);
        var started = Stopwatch.GetTimestamp();
        var findings = await target.ReadBackAsync(manifest.Id, cancellation);
        // The note is the mirror's own: that a copy is whole here says nothing of there.
        await target.NoteAsync(manifest.Id, new Verification(clock.GetUtcNow(), VerificationDepth.Checksums, Stopwatch.GetElapsedTime(started), findings), cancellation);
        if (findings is [var finding, ..])
            throw new StoreException($"{to.Name} did not keep what it was given: {finding}");
    }

    private async Task BringAsync(string id, BackupFile file, CancellationToken cancellation)
    {
        var key = BackupCatalogue.KeyOf(id, file.Name);
        await using var content = await from.OpenAsync(key, cancellation) ?? throw new DamageException($"{key} is missing.");
        await using var summed = new SummingStream(content);
        await to.WriteAsync(key, summed, cancellation);
        if (summed.Sum(file.Name) != file)
            throw new DamageException($"{key} is damaged in {from.Name}: its content is not what was written (SHA-256). It was not brought to {to.Name}.");
    }
}
