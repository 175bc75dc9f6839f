using Npgsql;

namespace PosAspire.Workers.Outbox;

/// <summary>Delivers messages for as long as the service runs. A shell: the dispatch does the work, and running it twice is safe.</summary>
public sealed class OutboxDelivery(OutboxDispatch dispatch, OutboxConsumers consumers, OutboxLimits limits, TimeProvider clock, ILogger<OutboxDelivery> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (taken, failures) = await dispatch.DeliverAsync(consumers.ConsumeAsync, stoppingToken);
                if (isAway)
                    log.LogInformation("Messages are delivered again");
                isAway = false;
                Report(failures);
                if (taken < limits.BatchSize)
                    await Task.Delay(limits.Idle, clock, stoppingToken);
            }
            catch (Exception absence) when (absence is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                // Said once an outage: what was taken is untouched and comes again.
                if (!isAway)
                    log.LogWarning(absence, "Messages wait: the database does not answer");
                isAway = true;
                await Task.Delay(limits.Outage, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
            {
                return;
            }
        }
    }

    private void Report(IReadOnlyList<OutboxFailure> failures)
    {
        foreach (var (notice, problem, isDead) in failures)
        {
            if (isDead)
                log.LogError(problem, "{Topic} {MessageId} could not be delivered in {Attempts} attempts and was put aside; posctl outbox replay sends it again", notice.Topic, notice.Id, notice.Attempts + 1);
            else
                log.LogWarning(problem, "{Topic} {MessageId} could not be delivered (attempt {Attempts}); it is tried again", notice.Topic, notice.Id, notice.Attempts + 1);
        }
    }
}
