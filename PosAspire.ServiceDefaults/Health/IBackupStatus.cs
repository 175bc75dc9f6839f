namespace PosAspire.ServiceDefaults.Health;

/// <summary>The newest backup as its record says.</summary>
/// <param name="CompletedAt">When it ended, in UTC.</param>
/// <param name="Verified">It was written, read back and found whole.</param>
public sealed record BackupRecord(DateTimeOffset CompletedAt, bool Verified);

/// <summary>Where health learns of backups: their records are kept by whoever makes them.</summary>
public interface IBackupStatus
{
    /// <summary>The newest backup, successful or not; null before the first.</summary>
    Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken);
}

/// <summary>For a host that knows of no backups.</summary>
internal sealed class NoBackups : IBackupStatus
{
    public Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken) => Task.FromResult<BackupRecord?>(null);
}
