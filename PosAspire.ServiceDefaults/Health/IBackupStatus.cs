namespace PosAspire.ServiceDefaults.Health;

/// <summary>The newest backup as its record says.</summary>
/// <param name="CompletedAt">When it ended, in UTC.</param>
/// <param name="Verified">It was written, read back and found whole.</param>
/// <param name="Problem">Why it was not, in words that anyone may read.</param>
/// <param name="Remark">What is amiss although it is whole, such as a mirror that is behind.</param>
public sealed record BackupRecord(DateTimeOffset CompletedAt, bool Verified, string? Problem = null, string? Remark = null);

/// <summary>It is not known how backups are; the message says why, in words that anyone may read.</summary>
public sealed class BackupStatusException(string words) : Exception(words);

/// <summary>Where health learns of backups: their records are kept by whoever makes them.</summary>
public interface IBackupStatus
{
    /// <summary>The newest backup, successful or not; null before the first.</summary>
    /// <exception cref="BackupStatusException">It cannot be known.</exception>
    Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken);
}

/// <summary>For a host that knows of no backups.</summary>
internal sealed class NoBackups : IBackupStatus
{
    public Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken) => Task.FromResult<BackupRecord?>(null);
}
