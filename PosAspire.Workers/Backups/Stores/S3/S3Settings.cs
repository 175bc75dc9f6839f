using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.Workers.Backups.Stores.S3;

/// <summary>A bucket of Amazon's, or of any server that speaks S3's protocol.</summary>
/// <param name="Bucket"><c>BACKUP_S3_BUCKET</c>; it is not made here.</param>
/// <param name="Prefix"><c>BACKUP_S3_PREFIX</c>: a folder in it; empty for none.</param>
/// <param name="Endpoint"><c>BACKUP_S3_ENDPOINT</c>: another server than Amazon's. The bucket is then in the path, as MinIO and others want it.</param>
/// <param name="Region"><c>BACKUP_S3_REGION</c>.</param>
/// <param name="AccessKey"><c>BACKUP_S3_ACCESS_KEY</c>; without it what the machine itself has (AWS_ACCESS_KEY_ID, a profile, a role).</param>
/// <param name="SecretKey"><c>BACKUP_S3_SECRET_KEY</c>.</param>
public sealed record S3Settings(string Bucket, string Prefix, Uri? Endpoint, string Region, string? AccessKey, string? SecretKey)
{
    private const string BucketSetting = "BACKUP_S3_BUCKET";
    private const string PrefixSetting = "BACKUP_S3_PREFIX";
    private const string EndpointSetting = "BACKUP_S3_ENDPOINT";
    private const string AccessSetting = "BACKUP_S3_ACCESS_KEY";
    private const string SecretSetting = "BACKUP_S3_SECRET_KEY";
    private const string UsualRegion = "us-east-1";

    /// <summary>How long one request may take: a part of 64 MB on a shop's line of 2 Mbit/s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a request is tried again that the server could not serve, each time after a longer rest.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>As an operator knows it.</summary>
    public string Name => Prefix.Length > 0 ? $"s3://{Bucket}/{Prefix}" : $"s3://{Bucket}";

    /// <returns>Null where no bucket is named.</returns>
    /// <exception cref="SettingException">What is said does not fit together.</exception>
    public static S3Settings? Read(IConfiguration configuration)
    {
        if (configuration.Text(BucketSetting) is not { } bucket)
            return null;
        if (bucket.Contains('/', StringComparison.Ordinal))
            throw new SettingException(BucketSetting, $"is a name without slashes; a folder in it is {PrefixSetting}.");
        var (access, secret) = (configuration.Text(AccessSetting), configuration.Text(SecretSetting));
        if (access is null != secret is null)
            throw new SettingException(access is null ? AccessSetting : SecretSetting, "is missing, and its other half is there: set both, or neither to use what the machine has.");
        return new(bucket, PrefixOf(configuration.Text(PrefixSetting)), EndpointOf(configuration.Text(EndpointSetting)), configuration.Text("BACKUP_S3_REGION") ?? UsualRegion, access, secret);
    }

    private static string PrefixOf(string? text)
    {
        var prefix = text?.Trim('/') ?? "";
        try
        {
            if (prefix.Length > 0)
                StoreKey.Words(prefix);
            return prefix;
        }
        catch (ArgumentException)
        {
            throw new SettingException(PrefixSetting, "is words of letters, digits, '-', '_' and '.' with slashes between them.");
        }
    }

    private static Uri? EndpointOf(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0 ? address
        : throw new SettingException(EndpointSetting, "must be a server's address without a user, such as https://minio.example:9000.");
}
