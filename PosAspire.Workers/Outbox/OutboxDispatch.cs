namespace PosAspire.Workers.Outbox;

/// <summary>Takes messages out of the table and puts back what could not be delivered: at least once each, whoever dies.</summary>
public sealed class OutboxDispatch(IOutboxTable table, OutboxLimits limits, TimeProvider clock)
{
    private const int MaxErrorLength = 500;

    /// <summary>Delivers one batch.</summary>
    /// <param name="consume">Called once a message, in the order of their ids; whatever it throws is that message's failure.</param>
    /// <returns>How many were taken, and which of them failed.</returns>
    public async Task<(int Taken, IReadOnlyList<OutboxFailure> Failures)> DeliverAsync(
        Func<OutboxNotice, CancellationToken, Task> consume, CancellationToken cancellation)
    {
        await using var batch = await table.TakeAsync(clock.GetUtcNow().UtcDateTime, limits.BatchSize, cancellation);
        if (batch.Notices.Count == 0)
            return (0, []);

        List<Guid> delivered = [];
        List<OutboxFailure> failures = [];
        foreach (var notice in batch.Notices)
        {
            if (cancellation.IsCancellationRequested)
                break;
            try
            {
                await consume(notice, cancellation).WaitAsync(limits.ConsumerLimit, clock, cancellation);
                delivered.Add(notice.Id);
            }
            // A consumer may fail in any way: its message is kept with the reason, and the others go on.
            catch (Exception problem) when (!cancellation.IsCancellationRequested)
            {
                failures.Add(new(notice, problem, IsDead: notice.Attempts + 1 >= limits.MaxAttempts));
            }
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await batch.SettleAsync(delivered, [.. failures.Select(failure => Setback(failure, now))], now);
        return (batch.Notices.Count, failures);
    }

    private OutboxSetback Setback(OutboxFailure failure, DateTime now)
    {
        var attempts = failure.Notice.Attempts + 1;
        return new(failure.Notice.Id, attempts, failure.IsDead ? null : now + limits.PauseAfter(attempts), Words(failure.Problem));
    }

    private static string Words(Exception problem)
    {
        var text = $"{problem.GetType().Name}: {problem.Message}".Replace('\0', ' ');
        return text.Length <= MaxErrorLength ? text : text[..MaxErrorLength];
    }
}

/// <summary>A delivery that failed.</summary>
/// <param name="IsDead">It was the last attempt.</param>
public sealed record OutboxFailure(OutboxNotice Notice, Exception Problem, bool IsDead);
