using Npgsql;

namespace PosAspire.Workers.Catalog.Jobs;

/// <summary>Imports the files that wait, for as long as the service runs. A shell: the queue does the work, and running it twice is safe.</summary>
internal sealed class ImportWork(WaitingImports queue, TimeProvider clock, ILogger<ImportWork> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await queue.RunOneAsync(stoppingToken))
                    await Task.Delay(Idle, clock, stoppingToken);
            }
            catch (Exception absence) when (absence is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                // Everything of it was rolled back, and its row is free: it is tried again, here or by another worker.
                log.LogWarning(absence, "An import was broken off and is tried again");
                await Task.Delay(Outage, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
            {
                return;
            }
        }
    }
}
