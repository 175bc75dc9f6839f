using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Workers.Payments;

/// <summary>
/// Goes on with payments that nobody else goes on with: those whose process died, those that wait for the customer or the provider, those
/// that a provider has told something about. Several workers share them; a payment's lease keeps them apart.
/// </summary>
public sealed class PaymentSettling(
    NpgsqlDataSource database, PaymentEngine engine, PaymentNews news, RefundNews refunds, QueueDrain queue, QueueAge age, MessageBus bus, TimeProvider clock, ILogger<PaymentSettling> log)
    : BackgroundService
{
    /// <summary>Payments, and news of them, that are looked at in one round.</summary>
    public const int Batch = 50;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(2);

    /// <summary>News that are older were received by a process that has not come to them, or has died.</summary>
    private static readonly TimeSpan Received = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AgesEvery = TimeSpan.FromMinutes(1);

    // What waits for its provider to come back has a way of its own.
    private const string Due =
        "SELECT id FROM payments WHERE next_read_at <= $1 AND provider IS NOT NULL AND (status <> 'queued' OR wanted <> 'money') ORDER BY id LIMIT $2";

    private DateTime agesAt = DateTime.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var moved = await SettleAsync(stoppingToken);
                isAway = false;
                if (!moved)
                    await Task.Delay(Idle, clock, stoppingToken);
            }
            catch (Exception absence) when (absence is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                // Said once an outage: the payments wait where they stand.
                if (!isAway)
                    log.LogWarning(absence, "No payment is settled: the database does not answer");
                isAway = true;
                await Task.Delay(Outage, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
            {
                break;
            }
        }
    }

    /// <summary>One round; says whether something has moved.</summary>
    public async Task<bool> SettleAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var any = false;
        foreach (var seen in await ProviderEvents.WaitingAsync(database, now - Received, Batch, cancellation))
        {
            // First: the event is put away with its payment.
            foreach (var moved in await refunds.ReadBackAsync(seen, cancellation))
                await bus.PublishAsync(LiveChange.Topic, new LiveChange(moved.Location, LiveChange.Order, $"{moved.OrderId}", 0).ToMessage("workers"));
            any |= await TellAsync(await news.ReadBackAsync(seen, cancellation));
        }

        foreach (var payment in await DueAsync(now, cancellation))
            any |= await TellAsync(await engine.AdvanceAsync(payment, cancellation));
        foreach (var moved in await queue.RoundAsync(cancellation))
            any |= await TellAsync(moved);
        if (now - agesAt >= AgesEvery)
        {
            agesAt = now;
            await age.LookAsync(cancellation);
        }

        return any;
    }

    private async Task<bool> TellAsync(PaymentMoved? moved)
    {
        if (moved is not { Changed: true })
            return false;
        log.LogInformation("Payment {PaymentId} of order {OrderId} is {Status}", moved.PaymentId, moved.OrderId, moved.Status);
        await bus.PublishAsync(LiveChange.Topic, new LiveChange(moved.Location, LiveChange.Order, $"{moved.OrderId}", moved.OrderVersion).ToMessage("workers"));
        return true;
    }

    private async Task<List<Guid>> DueAsync(DateTime now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Due);
        command.Parameters.Add(SqlValue.Of(now));
        command.Parameters.Add(SqlValue.Of(Batch));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Guid> due = [];
        while (await reader.ReadAsync(cancellation))
            due.Add(reader.GetGuid(0));
        return due;
    }
}
