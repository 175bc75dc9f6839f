using Microsoft.Extensions.Hosting;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>
/// Turns callers that waited in vain into a log line, outside the failing caller's path. Being a hosted service, it also builds the
/// pool at start, so that a wrong connection string stops the host there.
/// </summary>
internal sealed class DatabasePoolWatch(DatabasePool pool, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var seen = 0L;
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var timeouts = pool.Timeouts;
            if (timeouts == seen)
                continue;
            seen = timeouts;
            pool.LogExhausted();
        }
    }
}
