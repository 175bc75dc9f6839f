using PosAspire.ServiceDefaults.Health;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Mirrors;

namespace PosAspire.Workers.Backups;

/// <summary>Tells health of the newest backup, from the notes beside the copies; the database is not asked.</summary>
public sealed class BackupStatus(BackupSettings settings, BackupCatalogue catalogue, BackupRunner runner, MirrorKeeping mirrors, TimeProvider clock) : IBackupStatus
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
                ? await WithMirrorsAsync(copy.Manifest!.EndedAt, cancellationToken)
                : new(run.EndedAt, Verified: false, copy is null ? $"{run.LastGood} is gone" : copy.Problem);
        }
        catch (StoreException)
        {
            throw new BackupStatusException("the place where backups are kept cannot be read");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new BackupStatusException("the place where backups are kept does not answer in time");
        }
        catch (DamageException damage)
        {
            throw new BackupStatusException(damage.Message);
        }
    }

    /// <summary>A mirror that is behind is said; one that has been so for too long is as bad as no copy.</summary>
    private async Task<BackupRecord> WithMirrorsAsync(DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        var (states, now) = (await mirrors.StatesAsync(cancellationToken), clock.GetUtcNow());
        var words = string.Join("; ", states.Select(state => state.Words(now)).OfType<string>());
        return states.Any(state => state.IsGivenUp(now)) ? new(endedAt, Verified: false, words)
            : new(endedAt, Verified: true, Remark: words.Length > 0 ? words : null);
    }
}
