using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups;

/// <summary>Looks at the clock, and makes the backup that is due. A shell: several run beside each other, and one of them makes it.</summary>
public sealed class BackupService(
    BackupSettings settings, BackupRunner runner, BackupCatalogue catalogue, ShopZone zone, TimeProvider clock, ILogger<BackupService> log) : BackgroundService
{
    /// <summary>A shop that has just been switched on opens first.</summary>
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private bool isTold;

    /// <summary>Makes the backup that is due now, if one is.</summary>
    /// <returns>How it went; null when none was due or another worker is at it.</returns>
    public async Task<BackupRun?> RoundAsync(CancellationToken cancellation)
    {
        if (settings.Schedule is not { } schedule)
            return null;
        var local = await zone.AskAsync(cancellation);
        return IsDue(await LastAsync(cancellation)) ? await runner.RunAsync(IsDue, cancellation) : null;

        bool IsDue(BackupRun? last) => schedule.Due(new(last?.LastGoodStart, last is { Succeeded: false } ? last.EndedAt : null), clock.GetUtcNow(), local) <= clock.GetUtcNow();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(FirstRest, clock, stoppingToken);
            using var timer = new PeriodicTimer(Period, clock);
            do
            {
                try
                {
                    await RoundAsync(stoppingToken);
                    isTold = false;
                }
                catch (StoreException away)
                {
                    // Said once an outage; health says it for as long as it lasts.
                    if (!isTold)
                        log.LogError(away, "backup: {Problem}", away.Message);
                    isTold = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>A note that is damaged says nothing; the runner tells it and writes it anew.</summary>
    private async Task<BackupRun?> LastAsync(CancellationToken cancellation)
    {
        try
        {
            return runner.Newest(await catalogue.LastRunAsync(cancellation));
        }
        catch (DamageException)
        {
            return null;
        }
    }
}
