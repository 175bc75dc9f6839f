using Npgsql;

namespace PosAspire.Workers.Payments;

/// <summary>Matches the last two days every night. Several workers do it one after the other or at once: it finds the same.</summary>
internal sealed class NightlyMatch(Reconciliation match, TimeProvider clock, ILogger<NightlyMatch> log) : BackgroundService
{
    /// <summary>UTC: past midnight in every shop's night on both sides of the ocean, or in its quiet afternoon.</summary>
    public static readonly TimeOnly At = new(9, 0);

    // Payments of last night are settled by now; yesterday's are compared once more, for what came late.
    private static readonly TimeSpan Span = TimeSpan.FromDays(2);

    // What is being paid at this moment is not a difference.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(UntilNext(clock.GetUtcNow().UtcDateTime), clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    internal static TimeSpan UntilNext(DateTime now)
    {
        var today = now.Date + At.ToTimeSpan();
        return (now < today ? today : today.AddDays(1)) - now;
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        var until = clock.GetUtcNow().UtcDateTime - Young;
        try
        {
            foreach (var line in (await match.RunAsync(until - Span, until, cancellation)).Lines)
                log.LogWarning("Match: {Line}", ReconcileCommand.Words(line));
        }
        catch (Exception absence) when (absence is NpgsqlException or TimeoutException or InvalidOperationException { InnerException: NpgsqlException })
        {
            log.LogError(absence, "Payments were not matched: the database does not answer. posctl payments reconcile does it by hand");
        }
    }
}
