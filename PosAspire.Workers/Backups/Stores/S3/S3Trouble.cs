using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace PosAspire.Workers.Backups.Stores.S3;

/// <summary>What can go wrong between here and a bucket, in sentences without secrets.</summary>
internal static class S3Trouble
{
    public static bool IsMissing(AmazonS3Exception answer) => answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode is "NoSuchKey" or "NotFound" or "";

    /// <summary>Foreseen; everything else is a mistake of the program. What the caller called off is neither.</summary>
    public static bool Is(Exception problem, CancellationToken cancellation) =>
        problem is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
        || (problem is OperationCanceledException && !cancellation.IsCancellationRequested);

    /// <param name="what">Continues "The store … cannot ".</param>
    public static StoreException Say(string name, string what, Exception problem) => new(problem switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"The bucket of {name} is not there.",
        AmazonS3Exception { ErrorCode: "AccessDenied" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "AllAccessDisabled" } refusal =>
            $"The store {name} cannot {what}: it does not accept the keys for that ({refusal.ErrorCode}). Look at BACKUP_S3_ACCESS_KEY and BACKUP_S3_SECRET_KEY and at what they may do.",
        AmazonServiceException { StatusCode: not 0 } answer => $"The store {name} cannot {what}: it answers {(int)answer.StatusCode} {answer.ErrorCode}".TrimEnd() + ".",
        _ => $"The store {name} cannot {what}: it does not answer.",
    }, problem);
}
