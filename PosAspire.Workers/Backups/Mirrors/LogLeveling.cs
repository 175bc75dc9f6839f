using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Mirrors;

/// <summary>
/// Brings the log into another store: packed bytes, which never change under their name, once; a note when it is new or was written
/// anew, and never before the bytes that it names.
/// </summary>
internal sealed class LogLeveling(IBackupStore from, IBackupStore to)
{
    private readonly WalArchive archive = new(from);

    /// <summary>What this process has brought, as it was here then.</summary>
    private readonly Dictionary<string, StoredFile> brought = new(StringComparer.Ordinal);

    /// <summary>What is there; nobody else writes it. Null when it must be asked again.</summary>
    private Dictionary<string, StoredFile>? there;

    /// <returns>How many files were brought.</returns>
    /// <exception cref="BackupException">Something could not be brought.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var here = await from.ListAsync(WalArchive.Prefix, cancellation).ToListAsync(cancellation);
        var known = there ?? await to.ListAsync(WalArchive.Prefix, cancellation).ToDictionaryAsync(file => file.Key, StringComparer.Ordinal, cancellation);
        // Until all is well again nothing is taken for known.
        there = null;
        var count = 0;
        foreach (var file in here.Where(file => IsBehind(file, known)).OrderBy(file => WalArchive.IsNote(file.Key)).ThenBy(file => file.Key, StringComparer.Ordinal).ToList())
            count += WalArchive.IsNote(file.Key) ? await BringNoteAsync(file, known, cancellation) : await BringAsync(file, known, cancellation);
        there = known;
        return count;
    }

    /// <summary>After files were removed there.</summary>
    public void Forget() => there = null;

    private bool IsBehind(StoredFile file, Dictionary<string, StoredFile> known)
    {
        if (!known.TryGetValue(file.Key, out var other))
            return true;
        if (!WalArchive.IsNote(file.Key))
            return false;
        return brought.TryGetValue(file.Key, out var before) ? before != file : other.Bytes != file.Bytes || other.ChangedAt < file.ChangedAt;
    }

    private async Task<int> BringNoteAsync(StoredFile note, Dictionary<string, StoredFile> known, CancellationToken cancellation)
    {
        // It may have been written anew since it was listed, and name bytes that were not there then.
        if (await archive.ReadNoteAsync(note.Key, cancellation) is not { } file)
            return 0;
        var bytes = WalArchive.Prefix + file.Stored.Name;
        var count = known.ContainsKey(bytes) ? 0 : await BringAsync(new(bytes, file.Stored.Bytes, note.ChangedAt), known, cancellation);
        await new WalArchive(to).WriteNoteAsync(file, cancellation);
        known[note.Key] = brought[note.Key] = note;
        return count + 1;
    }

    private async Task<int> BringAsync(StoredFile file, Dictionary<string, StoredFile> known, CancellationToken cancellation)
    {
        await using var content = await from.OpenAsync(file.Key, cancellation);
        // Removed since it was listed.
        if (content is null)
            return 0;
        await using var summed = new SummingStream(content);
        await to.WriteAsync(file.Key, summed, cancellation);
        if (!WalArchive.IsSumOf(file.Key, summed.Sum(file.Key).Sha256))
        {
            await to.DeleteAsync(file.Key, cancellation);
            throw new DamageException($"{file.Key} is damaged in {from.Name}: its content is not what was written (SHA-256). It was not brought to {to.Name}.");
        }

        known[file.Key] = file;
        return 1;
    }
}
