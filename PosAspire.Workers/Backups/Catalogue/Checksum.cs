using System.Buffers;
using System.Security.Cryptography;

namespace PosAspire.Workers.Backups.Catalogue;

/// <summary>SHA-256 of what is too large for memory.</summary>
public static class Checksum
{
    private const int ChunkBytes = 1 << 18;

    /// <summary>Reads to the end.</summary>
    public static async Task<(long Bytes, string Sha256)> OfAsync(Stream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var bytes = 0L;
            for (int read; (read = await content.ReadAsync(chunk.AsMemory(), cancellation)) > 0; bytes += read)
                hash.AppendData(chunk, 0, read);
            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
