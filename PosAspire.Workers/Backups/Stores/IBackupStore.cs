namespace PosAspire.Workers.Backups.Stores;

/// <summary>Something that a store keeps.</summary>
/// <param name="Key">Words with slashes between them, such as <c>backup-2026-01-05T020000Z/manifest.json</c>.</param>
public sealed record StoredFile(string Key, long Bytes, DateTimeOffset ChangedAt);

/// <summary>
/// Where copies are kept. Every method streams; a failure is a <see cref="StoreException"/> whose sentence names the store. Nobody
/// sees a file before all of it is there, and one that was there is replaced whole.
/// </summary>
public interface IBackupStore
{
    /// <summary>Something half-written is nobody's work any more after this time.</summary>
    static readonly TimeSpan MaxUnfinishedAge = TimeSpan.FromDays(1);

    /// <summary>As an operator knows it.</summary>
    string Name { get; }

    /// <summary>Keeps the content under the key.</summary>
    Task WriteAsync(string key, Stream content, CancellationToken cancellation);

    /// <summary>The content from its beginning or from a later byte; null when the store has nothing under the key.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken cancellation, long from = 0);

    /// <summary>Everything whose key begins so, in the order of the keys.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Removes a file; one that is not there is removed already.</summary>
    Task DeleteAsync(string key, CancellationToken cancellation);

    /// <summary>How many bytes may still come, where the store can tell.</summary>
    long? FreeBytes();

    /// <summary>Removes what killed processes left half-written more than <see cref="MaxUnfinishedAge"/> ago; no key leads to it.</summary>
    Task ClearUnfinishedAsync(DateTimeOffset now, CancellationToken cancellation);
}
