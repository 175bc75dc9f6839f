using PosAspire.ServiceDefaults.Health;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups;

/// <summary>Tells health of the newest backup, from the notes beside the copies; the database is not asked.</summary>
public sealed class BackupStatus(BackupSettings settings, BackupCatalogue catalogue, BackupRunner runner) : IBackupStatus
{
    public async Task<BackupRecord?> NewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (runner.Newest(await catalogue.LastRunAsync(cancellationToken)) is not { } run)
                return settings.Schedule is null ? throw new BackupStatusException("backups are switched off (BACKUP_SCHEDULE)") : null;
            if (!run.Succeeded)
                return new(run.EndedAt, Verified: false, run.Problem);
            // It was good; what has become of it since?
            var copy = await catalogue.FindAsync(run.LastGood!, cancellationToken);
            return copy is { IsVerified: true }
                ? new(copy.Manifest!.EndedAt, Verified: true)
                : new(run.EndedAt, Verified: false, copy is null ? $"{run.LastGood} is gone" : copy.Problem);
        }
        catch (StoreException)
        {
            throw new BackupStatusException("the place where backups are kept cannot be read");
        }
        catch (DamageException damage)
        {
            throw new BackupStatusException(damage.Message);
        }
    }
}
