using Npgsql;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Redis;

namespace PosAspire.Workers.Sales;

/// <summary>Prints for as long as the service runs, each printer for itself: one without paper holds up no other.</summary>
public sealed class PrintDelivery(PrintDispatch dispatch, PrintLimits limits, MessageBus bus, TimeProvider clock, ILogger<PrintDelivery> log) : BackgroundService
{
    private readonly Dictionary<string, Task> busy = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ForgetDoneAsync();
                foreach (var printer in await dispatch.PrintersAsync(stoppingToken))
                {
                    if (!busy.ContainsKey(printer))
                        busy.Add(printer, ServeAsync(printer, stoppingToken));
                }

                isAway = false;
                await Task.Delay(limits.Idle, clock, stoppingToken);
            }
            catch (Exception absence) when (absence is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                // Said once an outage: the jobs wait.
                if (!isAway)
                    log.LogWarning(absence, "Nothing is printed: the database does not answer");
                isAway = true;
                await Task.Delay(limits.Outage, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception stop) when (stoppingToken.IsCancellationRequested && stop is OperationCanceledException or NpgsqlException or TimeoutException)
            {
                break;
            }
        }

        await Task.WhenAll(busy.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ForgetDoneAsync()
    {
        foreach (var (printer, done) in busy.Where(work => work.Value.IsCompleted).ToList())
        {
            busy.Remove(printer);
            await done;
        }
    }

    /// <summary>Prints what waits for one printer until nothing is due.</summary>
    private async Task ServeAsync(string printer, CancellationToken cancellation)
    {
        try
        {
            while (await dispatch.PrintAsync(printer, cancellation) is { } outcome)
            {
                Report(outcome);
                await bus.PublishAsync(LiveChange.Topic, new LiveChange(outcome.Location, LiveChange.Print, $"{outcome.RegisterId}", 0).ToMessage("workers"));
            }
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // The job's row is as it was; the main loop says when the database is away.
            log.LogDebug(problem, "Printing at {Printer} stopped", printer);
        }
    }

    private void Report(PrintOutcome outcome)
    {
        if (outcome.Problem is null)
            log.LogInformation("Job {JobId} printed at {Printer} (attempt {Attempts})", outcome.JobId, outcome.Printer, outcome.Attempts);
        else if (outcome.IsGivenUp)
            log.LogError("Job {JobId} was not printed and is given up after {Attempts} attempts: {Problem}", outcome.JobId, outcome.Attempts, outcome.Problem.Message);
        else if (outcome.Attempts == 1)
            log.LogWarning("Job {JobId} waits: {Problem}", outcome.JobId, outcome.Problem.Message);
    }
}
