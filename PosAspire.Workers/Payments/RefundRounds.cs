using Npgsql;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Workers.Payments;

/// <summary>Goes on with refunds whose provider has not answered for certain yet, or was never asked because a process died.</summary>
public sealed class RefundRounds(RefundBook book, RefundEngine engine, MessageBus bus, TimeProvider clock, ILogger<RefundRounds> log) : BackgroundService
{
    /// <summary>How many are looked at in one round.</summary>
    private const int MaxPayouts = 50;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Looks at what is due, the longest waiting first.</summary>
    /// <returns>How many moved.</returns>
    public async Task<int> RoundAsync(CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var payout in await book.DueAsync(MaxPayouts, cancellation))
        {
            if (await engine.AdvanceAsync(payout, cancellation) is not { } outcome)
                continue;
            moved++;
            await bus.PublishAsync(LiveChange.Topic, new LiveChange(outcome.Location, LiveChange.Order, $"{outcome.OrderId}", 0).ToMessage("workers"));
        }

        return moved;
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
                    await RoundAsync(stoppingToken);
                    isAway = false;
                }
                catch (Exception absence) when (absence is NpgsqlException or TimeoutException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException && !stoppingToken.IsCancellationRequested)
                {
                    // Said once an outage: the refunds wait.
                    if (!isAway)
                        log.LogWarning(absence, "No refund is looked at: the database does not answer");
                    isAway = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
        {
            log.LogDebug(stop, "Refunds stop");
        }
    }
}

/// <summary>What Workers do about refunds.</summary>
public static class RefundSetup
{
    /// <summary>Needs what settles payments.</summary>
    public static void AddRefundRounds(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddHostedService<RefundRounds>();
    }
}
