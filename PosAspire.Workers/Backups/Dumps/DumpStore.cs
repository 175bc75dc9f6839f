using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Dumps;

/// <summary>The dumps in a store, beside the copies. Nothing removes them but their owner: each was asked for by somebody.</summary>
public sealed class DumpStore(IBackupStore store, KeyRing? keys = null)
{
    public const string Prefix = "dump-";

    private const string ManifestName = "manifest.json";

    /// <summary>Stands for the newest.</summary>
    private const string Latest = "latest";

    /// <summary>Whether a key is that of a dump's manifest.</summary>
    internal static bool IsManifest(string key) => key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith("/" + ManifestName, StringComparison.Ordinal);

    /// <summary>Keeps a dump: its bytes, and then what makes it one.</summary>
    /// <param name="describe">Makes the manifest once length and sum are known.</param>
    public async Task<DumpManifest> KeepAsync(string id, string path, Func<BackupFile, DumpManifest> describe, CancellationToken cancellation)
    {
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var name = Path.GetFileName(path);
        await using var kept = keys?.Current is { } secret ? EncryptedForm.Encrypt(content, secret, $"{id}/{name}") : content;
        await using var summed = new SummingStream(kept);
        await store.WriteAsync($"{id}/{name}", summed, cancellation);
        var manifest = describe(summed.Sum(name));
        using var note = new MemoryStream(Sealed.Write(manifest));
        await store.WriteAsync($"{id}/{ManifestName}", note, cancellation);
        return manifest;
    }

    /// <summary>The dump of that name, or the newest.</summary>
    /// <exception cref="BackupException">There is none, or its manifest is damaged.</exception>
    public async Task<DumpManifest> FindAsync(string wanted, CancellationToken cancellation)
    {
        var ids = (await store.ListAsync(Prefix, cancellation).ToListAsync(cancellation))
            .Select(file => file.Key.Split('/')).Where(words => words is [_, ManifestName]).Select(words => words[0]).OrderDescending(StringComparer.Ordinal).ToList();
        var id = wanted == Latest ? ids.FirstOrDefault() : ids.FirstOrDefault(one => one.StartsWith(wanted, StringComparison.Ordinal));
        if (id is null || wanted.Length == 0)
            throw new BackupException($"There is no dump \"{wanted}\"; there are: {(ids.Count == 0 ? "none" : string.Join(", ", ids))}.");
        var key = $"{id}/{ManifestName}";
        await using var content = await store.OpenAsync(key, cancellation) ?? throw new DamageException($"{key} is missing.");
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        var manifest = Sealed.Read<DumpManifest>(bytes.ToArray(), key);
        return manifest.Format != DumpManifest.CurrentFormat ? throw new DamageException($"{key} has the format {manifest.Format}; this version of the program reads {DumpManifest.CurrentFormat}.")
            : manifest.Id != id ? throw new DamageException($"{key} belongs to {manifest.Id}: it was swapped.")
            : manifest;
    }

    /// <summary>Brings a dump to this machine, holding every byte against its manifest.</summary>
    /// <exception cref="DamageException">It is not what was written.</exception>
    public async Task FetchAsync(DumpManifest manifest, string path, CancellationToken cancellation)
    {
        var key = $"{manifest.Id}/{manifest.File.Name}";
        await using (var content = await store.OpenAsync(key, cancellation) ?? throw new DamageException($"{key} is missing."))
        {
            if (await Checksum.OfAsync(content, cancellation) != (manifest.File.Bytes, manifest.File.Sha256))
                throw new DamageException($"{key} is damaged: its content is not what was written (SHA-256).");
        }

        await using var plain = (manifest.KeyId is null ? await store.OpenAsync(key, cancellation) : await EncryptedForm.OpenAsync(store, key, key, keys ?? KeyRing.Empty, cancellation))
            ?? throw new DamageException($"{key} is missing.");
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await plain.CopyToAsync(file, cancellation);
    }
}
