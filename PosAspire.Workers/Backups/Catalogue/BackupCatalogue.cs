using PosAspire.Workers.Backups.Mirrors;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Catalogue;

/// <summary>A copy as the catalogue lists it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Manifest">Null when its manifest is damaged.</param>
/// <param name="Verification">The last look at it; null when nobody looked.</param>
/// <param name="Problem">Why it is not good; null when it is, or when nobody looked yet.</param>
public sealed record ListedBackup(string Id, BackupManifest? Manifest, Verification? Verification, string? Problem)
{
    public bool IsVerified => Problem is null && Verification is { IsGood: true };
}

/// <summary>
/// The copies in a store, kept beside them: it is read with the database down. A copy is listed from the moment its manifest is there,
/// which is written last, so that a half-written one never is.
/// </summary>
public sealed class BackupCatalogue(IBackupStore store)
{
    private const string Prefix = "backup-";
    private const string ManifestName = "manifest.json";
    private const string VerificationName = "verification.json";
    private const string RunName = "last-run.json";

    public IBackupStore Store => store;

    /// <summary>The key of a copy's file.</summary>
    public static string KeyOf(string id, string file) => $"{id}/{file}";

    /// <summary>Every copy, the newest first, the damaged ones with what is wrong.</summary>
    public async Task<IReadOnlyList<ListedBackup>> ListAsync(CancellationToken cancellation)
    {
        List<ListedBackup> copies = [];
        await foreach (var file in store.ListAsync(Prefix, cancellation))
        {
            if (file.Key.Split('/') is [var id, ManifestName])
                copies.Add((await FindAsync(id, cancellation))!);
        }

        return [.. copies.OrderByDescending(copy => copy.Id, StringComparer.Ordinal)];
    }

    /// <summary>One copy; null when there is none of that name.</summary>
    public async Task<ListedBackup?> FindAsync(string id, CancellationToken cancellation)
    {
        try
        {
            var manifest = await ReadAsync<BackupManifest>(KeyOf(id, ManifestName), cancellation);
            if (manifest is null)
                return null;
            if (manifest.Format != BackupManifest.CurrentFormat)
                return new(id, null, null, $"{KeyOf(id, ManifestName)} has the format {manifest.Format}; this version of the program reads {BackupManifest.CurrentFormat}.");
            if (manifest.Id != id)
                return new(id, null, null, $"{KeyOf(id, ManifestName)} belongs to {manifest.Id}: it was swapped.");
            var verification = await ReadAsync<Verification>(KeyOf(id, VerificationName), cancellation);
            return new(id, manifest, verification, verification?.Finding);
        }
        catch (DamageException damage)
        {
            return new(id, null, null, damage.Message);
        }
    }

    /// <summary>Makes a copy whose files are in the store a listed one.</summary>
    public Task PublishAsync(BackupManifest manifest, CancellationToken cancellation) => WriteAsync(KeyOf(manifest.Id, ManifestName), manifest, cancellation);

    /// <summary>Notes what a look at a copy found. That its bytes are whole does not replace what a restore found.</summary>
    public async Task NoteAsync(string id, Verification verification, CancellationToken cancellation)
    {
        var isSaid = verification is { IsGood: true, Depth: VerificationDepth.Checksums }
            && (await FindAsync(id, cancellation))?.Verification is { Depth: VerificationDepth.Restored };
        if (!isSaid)
            await WriteAsync(KeyOf(id, VerificationName), verification, cancellation);
    }

    /// <summary>How the newest attempt went; null before the first.</summary>
    /// <exception cref="DamageException">The note was damaged.</exception>
    public Task<BackupRun?> LastRunAsync(CancellationToken cancellation) => ReadAsync<BackupRun>(RunName, cancellation);

    public Task NoteAsync(BackupRun run, CancellationToken cancellation) => WriteAsync(RunName, run, cancellation);

    /// <summary>How a mirror of this store is; null before anybody looked.</summary>
    /// <param name="number">Its place among the stores.</param>
    /// <exception cref="DamageException">The note was damaged.</exception>
    internal Task<MirrorState?> MirrorAsync(int number, CancellationToken cancellation) => ReadAsync<MirrorState>(MirrorKey(number), cancellation);

    internal Task NoteAsync(int number, MirrorState state, CancellationToken cancellation) => WriteAsync(MirrorKey(number), state, cancellation);

    private static string MirrorKey(int number) => $"mirrors/{number}.json";

    /// <summary>Removes a copy, its manifest first: what is left of a killed removal is not listed.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        await store.DeleteAsync(KeyOf(id, ManifestName), cancellation);
        foreach (var file in await store.ListAsync(id + "/", cancellation).ToListAsync(cancellation))
            await store.DeleteAsync(file.Key, cancellation);
    }

    /// <summary>Removes what killed attempts and removals left: files of copies that are not listed, except of one that is being made.</summary>
    /// <returns>How many files went.</returns>
    public async Task<int> ClearUnlistedAsync(DateTimeOffset untouchedSince, CancellationToken cancellation)
    {
        var copies = (await store.ListAsync(Prefix, cancellation).ToListAsync(cancellation)).GroupBy(file => file.Key.Split('/')[0]);
        var left = copies.Where(copy => copy.All(file => file.Key != KeyOf(copy.Key, ManifestName) && file.ChangedAt < untouchedSince)).SelectMany(copy => copy).ToList();
        foreach (var file in left)
            await store.DeleteAsync(file.Key, cancellation);
        return left.Count;
    }

    /// <summary>Reads every byte of a copy back and holds it against its manifest.</summary>
    /// <returns>A sentence for each file that is not whole.</returns>
    public async Task<IReadOnlyList<string>> ReadBackAsync(string id, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } copy)
            return [$"{KeyOf(id, ManifestName)} is missing."];
        if (copy.Manifest is not { } manifest)
            return [copy.Problem!];
        List<string> findings = [];
        foreach (var file in manifest.Files)
        {
            if (await FindingAsync(KeyOf(id, file.Name), file, cancellation) is { } finding)
                findings.Add(finding);
        }

        return findings;
    }

    private async Task<string?> FindingAsync(string key, BackupFile file, CancellationToken cancellation)
    {
        await using var content = await store.OpenAsync(key, cancellation);
        if (content is null)
            return $"{key} is missing.";
        var (bytes, sum) = await Checksum.OfAsync(content, cancellation);
        return bytes != file.Bytes ? $"{key} is damaged: it has {bytes} bytes, and {file.Bytes} were written."
            : sum != file.Sha256 ? $"{key} is damaged: its content is not what was written (SHA-256)."
            : null;
    }

    private async Task<T?> ReadAsync<T>(string key, CancellationToken cancellation)
        where T : class
    {
        await using var content = await store.OpenAsync(key, cancellation);
        if (content is null)
            return null;
        using var memory = new MemoryStream();
        var chunk = new byte[Sealed.MaxBytes / 16];
        for (int read; memory.Length <= Sealed.MaxBytes && (read = await content.ReadAsync(chunk, cancellation)) > 0;)
            await memory.WriteAsync(chunk.AsMemory(0, read), cancellation);
        return memory.Length <= Sealed.MaxBytes ? Sealed.Read<T>(memory.ToArray(), key) : throw new DamageException($"{key} is damaged: it is longer than any that was written.");
    }

    private async Task WriteAsync<T>(string key, T record, CancellationToken cancellation)
    {
        using var content = new MemoryStream(Sealed.Write(record));
        await store.WriteAsync(key, content, cancellation);
    }
}
