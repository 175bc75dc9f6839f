using System.Security.Cryptography;
using PosAspire.Workers.Backups.Catalogue;

namespace PosAspire.Workers.Backups.Stores;

/// <summary>Passes on what it reads, and knows at the end how much it was and its SHA-256: so a file is read once on its way into a store.</summary>
/// <param name="content">Belongs to the caller.</param>
public sealed class SummingStream(Stream content) : ReadingStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long bytes;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await content.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..read]);
        bytes += read;
        return read;
    }

    /// <summary>What came through, once all of it has.</summary>
    public BackupFile Sum(string name) => new(name, bytes, Convert.ToHexStringLower(hash.GetCurrentHash()));

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }
}
