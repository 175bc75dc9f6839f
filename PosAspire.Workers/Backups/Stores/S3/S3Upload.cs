using System.Buffers;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PosAspire.Workers.Backups.Stores.S3;

/// <summary>
/// Brings a stream of unknown length into a bucket: at once when it is short, else in parts, of which one at a time is in memory. Every
/// request carries the MD5 of its bytes, which every server that speaks the protocol checks; the object is there when the last is in.
/// </summary>
internal sealed class S3Upload(IAmazonS3 client, string bucket, string key)
{
    /// <summary>Of the first parts; S3 takes 10 000 parts of 5 MB and more.</summary>
    private const int PartBytes = 16 << 20;

    /// <summary>Of the later parts. With both a file may have 390 GB.</summary>
    private const int LargePartBytes = 64 << 20;

    private const int SmallParts = 5_000;
    private const int MaxParts = 10_000;

    /// <summary>How long the remains of a broken upload may take to be taken away; the housekeeping does it otherwise.</summary>
    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(10);

    public async Task RunAsync(Stream content, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, PartBytes), PartBytes, throwOnEndOfStream: false, cancellation);
            if (read < PartBytes)
                await PutAsync(buffer, read, cancellation);
            else
                await PutPartsAsync(content, buffer, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task PutAsync(byte[] buffer, int length, CancellationToken cancellation)
    {
        using var body = new MemoryStream(buffer, 0, length, writable: false);
        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = key, InputStream = body, AutoCloseStream = false, UseChunkEncoding = false, MD5Digest = Md5(buffer, length) }, cancellation);
    }

    private async Task PutPartsAsync(Stream content, byte[] first, CancellationToken cancellation)
    {
        var id = (await client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancellation)).UploadId;
        try
        {
            var (buffer, length, parts) = (first, PartBytes, new List<PartETag>());
            while (length > 0)
            {
                parts.Add(await PutPartAsync(id, parts.Count + 1, buffer, length, cancellation));
                if (parts.Count == MaxParts)
                    throw new StoreException($"{key} is too long for S3: it takes {MaxParts} parts.");
                if (parts.Count == SmallParts)
                    buffer = new byte[LargePartBytes];
                var wanted = parts.Count < SmallParts ? PartBytes : LargePartBytes;
                length = await content.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellation);
            }

            await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = id, PartETags = parts }, cancellation);
        }
        catch
        {
            await AbortAsync(id);
            throw;
        }
    }

    private async Task<PartETag> PutPartAsync(string id, int number, byte[] buffer, int length, CancellationToken cancellation)
    {
        using var body = new MemoryStream(buffer, 0, length, writable: false);
        var answer = await client.UploadPartAsync(
            new UploadPartRequest { BucketName = bucket, Key = key, UploadId = id, PartNumber = number, PartSize = length, InputStream = body, UseChunkEncoding = false, MD5Digest = Md5(buffer, length) },
            cancellation);
        return new(number, answer.ETag);
    }

    private async Task AbortAsync(string id)
    {
        using var patience = new CancellationTokenSource(AbortPatience);
        try
        {
            await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = id }, patience.Token);
        }
        catch (Exception problem) when (problem is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            // The upload's own failure is on its way to the caller. What is left here is in nobody's way: ClearUnfinishedAsync tries again.
        }
    }

#pragma warning disable CA5351 // The protocol's own sum against a disturbed line. What protects a copy is its SHA-256.
    private static string Md5(byte[] buffer, int length) => Convert.ToBase64String(MD5.HashData(buffer.AsSpan(0, length)));
#pragma warning restore CA5351
}
