using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PosAspire.Workers.Backups.Stores.S3;

/// <summary>Copies in a bucket. An object is there with all its bytes or not at all: the protocol says so.</summary>
public sealed class S3Store(S3Settings settings) : IBackupStore, IDisposable
{
    private const string NotOffered = "NotImplemented";

    private readonly Lazy<IAmazonS3> client = new(() => Connect(settings));

    public string Name => settings.Name;

    public async Task WriteAsync(string key, Stream content, CancellationToken cancellation)
    {
        var full = Full(key);
        await AskAsync($"take {key}", () => new S3Upload(client.Value, settings.Bucket, full).RunAsync(content, cancellation), cancellation);
    }

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellation, long from = 0)
    {
        var full = Full(key);
        var what = $"give {key}";
        return await AskAsync(what, async () =>
        {
            try
            {
                var answer = await client.Value.GetObjectAsync(Request(full, from, etag: null), cancellation);
                var (etag, body) = (answer.ETag, answer.ResponseStream);
                // Only the same object again: the rest of another would make a third.
                return new ResumingStream(Name, body, answer.ContentLength, async (given, calledOff) => (await client.Value.GetObjectAsync(Request(full, from + given, etag), calledOff)).ResponseStream, settings.Patience);
            }
            catch (AmazonS3Exception absence) when (S3Trouble.IsMissing(absence))
            {
                return null;
            }
            catch (AmazonS3Exception end) when (end.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return Stream.Null;
            }
        }, cancellation);
    }

    public async IAsyncEnumerable<StoredFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var root = settings.Prefix.Length > 0 ? settings.Prefix + "/" : "";
        var request = new ListObjectsV2Request { BucketName = settings.Bucket, Prefix = root + prefix };
        bool isMore;
        do
        {
            var page = await AskAsync("be listed", () => client.Value.ListObjectsV2Async(request, cancellation), cancellation);
            foreach (var found in page.S3Objects.Where(found => IsOurs(found.Key[root.Length..])))
                yield return new(found.Key[root.Length..], found.Size, new DateTimeOffset(found.LastModified.ToUniversalTime()));
            (isMore, request.ContinuationToken) = (page.IsTruncated, page.NextContinuationToken);
        }
        while (isMore);
    }

    public Task DeleteAsync(string key, CancellationToken cancellation)
    {
        var full = Full(key);
        return AskAsync($"let go of {key}", () => client.Value.DeleteObjectAsync(settings.Bucket, full, cancellation), cancellation);
    }

    /// <summary>A bucket has no end that it would tell.</summary>
    public long? FreeBytes() => null;

    public async Task ClearUnfinishedAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await AskAsync("tell its unfinished uploads", () => AbortOldAsync(now, cancellation), cancellation);
        }
        catch (StoreException absence) when (absence.InnerException is AmazonS3Exception { ErrorCode: NotOffered })
        {
            // A server that cannot list them clears them by itself, or its owner does; no copy is touched by them.
        }
    }

    public void Dispose()
    {
        if (client.IsValueCreated)
            client.Value.Dispose();
    }

    private async Task AbortOldAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var request = new ListMultipartUploadsRequest { BucketName = settings.Bucket, Prefix = settings.Prefix };
        bool isMore;
        do
        {
            var page = await client.Value.ListMultipartUploadsAsync(request, cancellation);
            foreach (var upload in page.MultipartUploads.Where(upload => now - upload.Initiated.ToUniversalTime() > IBackupStore.MaxUnfinishedAge))
                await client.Value.AbortMultipartUploadAsync(settings.Bucket, upload.Key, upload.UploadId, cancellation);
            (isMore, request.KeyMarker, request.UploadIdMarker) = (page.IsTruncated, page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (isMore);
    }

    private static AmazonS3Client Connect(S3Settings settings)
    {
        var config = new AmazonS3Config { Timeout = settings.Patience, MaxErrorRetry = settings.Retries, RetryMode = RequestRetryMode.Standard, ThrottleRetries = false };
        if (settings.Endpoint is { } endpoint)
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint.AbsoluteUri, true, settings.Region);
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        return settings is { AccessKey: { } access, SecretKey: { } secret } ? new(new BasicAWSCredentials(access, secret), config) : new(config);
    }

    private GetObjectRequest Request(string full, long from, string? etag) => new()
    {
        BucketName = settings.Bucket,
        Key = full,
        EtagToMatch = etag,
        ByteRange = from > 0 ? new ByteRange($"bytes={from}-") : null,
    };

    /// <summary>Others may keep things in the same bucket.</summary>
    private static bool IsOurs(string key)
    {
        try
        {
            return StoreKey.Words(key).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string Full(string key) => string.Join('/', settings.Prefix.Length > 0 ? [settings.Prefix, .. StoreKey.Words(key)] : StoreKey.Words(key));

    private async Task<T> AskAsync<T>(string what, Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception problem) when (S3Trouble.Is(problem, cancellation))
        {
            throw S3Trouble.Say(Name, what, problem);
        }
    }

    private Task<bool> AskAsync(string what, Func<Task> ask, CancellationToken cancellation) => AskAsync(what, async () =>
    {
        await ask();
        return true;
    }, cancellation);
}
