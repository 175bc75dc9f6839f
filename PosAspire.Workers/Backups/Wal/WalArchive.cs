using System.IO.Compression;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>A kept file of the log.</summary>
/// <param name="Name">As PostgreSQL calls it; a partial one with <c>.partial</c> at its end.</param>
/// <param name="Stored">The packed bytes in the store.</param>
/// <param name="WrittenAt">When the server last wrote to it.</param>
/// <param name="ReadAt">When it was read: what happened between the two is in the next file, or nothing happened.</param>
/// <param name="SystemIdentifier">Of the cluster that wrote it.</param>
/// <param name="KeyId">Of the key that the packed bytes are encrypted with; null when they are not.</param>
public sealed record WalFile(string Name, BackupFile Stored, DateTimeOffset WrittenAt, DateTimeOffset ReadAt, string SystemIdentifier, string? KeyId = null);

/// <summary>
/// The log in a store: every file packed, with a sealed note beside it that is written last. With a copy and the files that follow it,
/// any later moment can be reached.
/// </summary>
public sealed class WalArchive(IBackupStore store, KeyRing? keys = null)
{
    public const string Partial = ".partial";

    /// <summary>Of every key.</summary>
    public const string Prefix = "wal/";

    private const string Packed = ".gz";
    private const string Note = ".json";
    private const int MaxNoteBytes = 1 << 16;
    private const int SumInName = 12;

    /// <summary>Every kept file by its name.</summary>
    /// <exception cref="DamageException">A note is damaged.</exception>
    public async Task<IReadOnlyDictionary<string, WalFile>> ListAsync(CancellationToken cancellation)
    {
        Dictionary<string, WalFile> files = new(StringComparer.Ordinal);
        foreach (var note in await store.ListAsync(Prefix, cancellation).Where(file => IsNote(file.Key)).ToListAsync(cancellation))
        {
            // Null when it was removed in this moment.
            if (await ReadNoteAsync(note.Key, cancellation) is { } file)
                files[file.Name] = file;
        }

        return files;
    }

    /// <summary>True for a note, false for packed bytes.</summary>
    internal static bool IsNote(string key) => key.EndsWith(Note, StringComparison.Ordinal);

    /// <summary>Whether bytes have the sum that their key tells.</summary>
    internal static bool IsSumOf(string key, string sum) => key.EndsWith($"-{sum[..SumInName]}{Packed}", StringComparison.Ordinal);

    /// <returns>Null when it is not there.</returns>
    /// <exception cref="DamageException">It is damaged.</exception>
    internal async Task<WalFile?> ReadNoteAsync(string key, CancellationToken cancellation)
    {
        await using var content = await store.OpenAsync(key, cancellation);
        if (content is null)
            return null;
        var bytes = new byte[MaxNoteBytes];
        var length = await content.ReadAtLeastAsync(bytes, MaxNoteBytes, throwOnEndOfStream: false, cancellation);
        var file = length < MaxNoteBytes ? Sealed.Read<WalFile>(bytes[..length], key) : throw new DamageException($"{key} is damaged: it is longer than any that was written.");
        return key == KeyOf(file.Name, Note) ? file : throw new DamageException($"{key} belongs to {file.Name}: it was swapped.");
    }

    /// <summary>Makes packed bytes that are in the store a kept file.</summary>
    internal async Task WriteNoteAsync(WalFile file, CancellationToken cancellation)
    {
        using var note = new MemoryStream(Sealed.Write(file));
        await store.WriteAsync(KeyOf(file.Name, Note), note, cancellation);
    }

    /// <summary>Keeps a file of the log.</summary>
    /// <param name="scratch">A file for its packed form, made and removed here.</param>
    public async Task PutAsync(string path, string systemIdentifier, string scratch, DateTimeOffset now, CancellationToken cancellation)
    {
        var (name, writtenAt) = (Path.GetFileName(path), new DateTimeOffset(File.GetLastWriteTimeUtc(path)));
        try
        {
            await using (var plain = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            await using (var file = File.Create(scratch))
            await using (var packed = new GZipStream(file, CompressionLevel.Fastest))
                await plain.CopyToAsync(packed, cancellation);
            if (keys?.Current is { } key)
                await EncryptAsync(scratch, key, Prefix + name, cancellation);
            await using var content = File.OpenRead(scratch);
            var (bytes, sum) = await Checksum.OfAsync(content, cancellation);
            content.Position = 0;
            // The name of the bytes has their sum, so that a note never stands beside the bytes of another moment.
            var stored = new BackupFile($"{name}-{sum[..SumInName]}{Packed}", bytes, sum);
            await store.WriteAsync(Prefix + stored.Name, content, cancellation);
            await WriteNoteAsync(new(name, stored, writtenAt, now, systemIdentifier, keys?.Current?.Id), cancellation);
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    /// <summary>Unpacks a file into a folder under a name, holding it against its note.</summary>
    /// <exception cref="DamageException">It is not what was put there.</exception>
    public async Task FetchAsync(WalFile file, string path, CancellationToken cancellation)
    {
        var key = Prefix + file.Stored.Name;
        await using (var content = await store.OpenAsync(key, cancellation) ?? throw new DamageException($"{key} is missing."))
        {
            var (bytes, sum) = await Checksum.OfAsync(content, cancellation);
            if ((bytes, sum) != (file.Stored.Bytes, file.Stored.Sha256))
                throw new DamageException($"{key} is damaged: its content is not what was written (SHA-256).");
        }

        await using var again = (file.KeyId is null ? await store.OpenAsync(key, cancellation) : await EncryptedForm.OpenAsync(store, key, Prefix + file.Name, keys ?? KeyRing.Empty, cancellation))
            ?? throw new DamageException($"{key} is missing.");
        await using var unpacked = new GZipStream(again, CompressionMode.Decompress);
        await using var plain = File.Create(path);
        await unpacked.CopyToAsync(plain, cancellation);
    }

    /// <summary>Removes what comes before a segment, and bytes that no note names any more.</summary>
    /// <param name="first">The first that stays; null when all do.</param>
    public async Task TidyAsync(WalSegment? first, long segmentBytes, DateTimeOffset untouchedSince, CancellationToken cancellation)
    {
        var files = await ListAsync(cancellation);
        foreach (var file in files.Values.Where(file => IsBefore(file.Name, first, segmentBytes)))
        {
            await store.DeleteAsync(KeyOf(file.Name, Note), cancellation);
            await store.DeleteAsync(Prefix + file.Stored.Name, cancellation);
        }

        var named = files.Values.Select(file => Prefix + file.Stored.Name).ToHashSet(StringComparer.Ordinal);
        var unnamed = store.ListAsync(Prefix, cancellation).Where(file => file.Key.EndsWith(Packed, StringComparison.Ordinal) && !named.Contains(file.Key) && file.ChangedAt < untouchedSince);
        foreach (var file in await unnamed.ToListAsync(cancellation))
            await store.DeleteAsync(file.Key, cancellation);
    }

    private static async Task EncryptAsync(string path, BackupKey key, string name, CancellationToken cancellation)
    {
        var fresh = path + ".encrypted";
        await using (var packed = File.OpenRead(path))
        await using (var encrypted = EncryptedForm.Encrypt(packed, key, name))
        await using (var file = File.Create(fresh))
            await encrypted.CopyToAsync(file, cancellation);
        File.Move(fresh, path, overwrite: true);
    }

    private static bool IsBefore(string name, WalSegment? first, long segmentBytes)
    {
        var whole = name.EndsWith(Partial, StringComparison.Ordinal) ? name[..^Partial.Length] : name;
        return first is { } kept && WalSegment.TryParse(whole, segmentBytes, out var segment) && segment < kept;
    }

    private static string KeyOf(string name, string ending) => Prefix + name + ending;
}
