using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Stores;

namespace PosAspire.Workers.Backups.Mirrors;

/// <summary>All stores but the first. Each goes its own pace: one that hangs does not hold up another, nor the copies themselves.</summary>
public sealed class MirrorKeeping(string database, BackupStores stores, BackupCatalogue catalogue, BackupHousekeeping housekeeping, TimeProvider clock, ILoggerFactory logs) : IDisposable
{
    private readonly IReadOnlyList<Mirror> mirrors =
        [.. stores.Mirrors.Select((store, index) => new Mirror(database, catalogue, store, index + 1, housekeeping, clock, logs.CreateLogger<Mirror>()))];

    /// <summary>Brings every mirror level now.</summary>
    /// <returns>How they are.</returns>
    /// <exception cref="StoreException">The first store cannot be reached.</exception>
    public async Task<IReadOnlyList<MirrorState>> RoundAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(mirrors.Select(mirror => mirror.RoundAsync(cancellation)));
        return await StatesAsync(cancellation);
    }

    /// <summary>How they were when they were last looked at.</summary>
    /// <exception cref="BackupException">It cannot be read.</exception>
    public async Task<IReadOnlyList<MirrorState>> StatesAsync(CancellationToken cancellation)
    {
        List<MirrorState> states = [];
        foreach (var mirror in mirrors)
        {
            if (await mirror.StateAsync(cancellation) is { } state)
                states.Add(state);
        }

        return states;
    }

    /// <summary>Keeps every mirror level until the work is called off.</summary>
    internal Task RunAsync(TimeSpan period, Action<BackupException> tell, CancellationToken cancellation) => Task.WhenAll(mirrors.Select(async mirror =>
    {
        using var timer = new PeriodicTimer(period, clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                await mirror.RoundAsync(cancellation);
            }
            catch (BackupException away)
            {
                tell(away);
            }
        }
    }));

    public void Dispose()
    {
        foreach (var mirror in mirrors)
            mirror.Dispose();
    }
}

/// <summary>Brings the mirrors level for as long as the service runs.</summary>
public sealed class MirrorService(MirrorKeeping keeping, ILogger<MirrorService> log) : BackgroundService
{
    /// <summary>With the log's own 15 s a mirror is half a minute behind the shop.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // That the first store is away is said as an error by those who write to it.
            await keeping.RunAsync(Period, away => log.LogDebug(away, "backup: the mirrors cannot be brought level"), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
