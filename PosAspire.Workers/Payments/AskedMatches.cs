using Npgsql;
using PosAspire.Domain.Payments.Match;

namespace PosAspire.Workers.Payments;

/// <summary>Does the comparison that a manager asked for. One worker has it; when that one dies, another one takes it up.</summary>
public sealed class AskedMatches(Reconciliation match, NpgsqlDataSource database, TimeProvider clock, ILogger<AskedMatches> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <returns>Whether one waited.</returns>
    public async Task<bool> RunOneAsync(CancellationToken cancellation)
    {
        if (await MatchRuns.ClaimAsync(database, clock.GetUtcNow().UtcDateTime, cancellation) is not { } asked)
            return false;
        await match.RunAsync(asked.Id, asked.From, asked.Until, cancellation);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var isAway = false;
        try
        {
            do
            {
                try
                {
                    await RunOneAsync(stoppingToken);
                    isAway = false;
                }
                catch (Exception absence) when (absence is NpgsqlException or TimeoutException or InvalidOperationException { InnerException: NpgsqlException } && !stoppingToken.IsCancellationRequested)
                {
                    // Said once an outage: who asked waits.
                    if (!isAway)
                        log.LogWarning(absence, "No payments are matched: the database does not answer");
                    isAway = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
        {
            log.LogDebug(stop, "Asked matches stop");
        }
    }
}
