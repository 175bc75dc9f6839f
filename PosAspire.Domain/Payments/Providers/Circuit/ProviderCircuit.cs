using Microsoft.Extensions.Logging;

namespace PosAspire.Domain.Payments.Providers.Circuit;

/// <summary>
/// Leaves a provider alone that keeps silent, so that a till answers at once instead of waiting for it each time. Whether it is back is tried
/// out with a question that takes no money: no customer's payment is ever the test.
/// </summary>
/// <remarks>
/// Counted by hand and not with a resilience library: those open on a share of calls in a span of time, so a shop that was busy a moment ago
/// would wait long, and let the next caller be the test.
/// </remarks>
public sealed class ProviderCircuit(
    IPaymentProvider inner, CircuitLimits limits, CircuitOrders orders, TimeProvider time, ILogger<ProviderCircuit> log, CircuitHint? hint = null)
    : IPaymentProvider, IDisposable
{
    /// <summary>The code of an answer that was given without asking.</summary>
    public const string LeftAlone = "left_alone";

    private const string Silent = "It does not answer.";

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private int silences;
    private ProviderHealth health = new(inner.Name, CircuitState.Closed, time.GetUtcNow().UtcDateTime, null);

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <summary>How it does, what somebody has decided included.</summary>
    public async Task<ProviderHealth> HealthAsync(CancellationToken cancellation)
    {
        var order = await orders(Name, cancellation);
        lock (gate)
        {
            return order switch
            {
                CircuitOrder.StayOpen => health with { State = CircuitState.ForcedOpen },
                CircuitOrder.StayClosed => health with { State = CircuitState.ForcedClosed },
                _ => health,
            };
        }
    }

    /// <inheritdoc/>
    public Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation)
        => GuardedAsync(() => inner.CreateAsync(charge, cancellation), isNew: true, cancellation);

    /// <inheritdoc/>
    public Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation)
        => GuardedAsync(() => inner.ConfirmAsync(charge, cancellation), isNew: true, cancellation);

    /// <inheritdoc/>
    public Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation)
        => GuardedAsync(() => inner.ReadAsync(charge, cancellation), isNew: false, cancellation);

    /// <inheritdoc/>
    public Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation)
        => GuardedAsync(() => inner.CaptureAsync(charge, cancellation), isNew: false, cancellation);

    /// <inheritdoc/>
    public Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation)
        => GuardedAsync(() => inner.CancelAsync(charge, cancellation), isNew: false, cancellation);

    /// <inheritdoc/>
    public Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation)
        => GuardedAsync(() => inner.RefundAsync(refund, cancellation), isNew: false, cancellation);

    /// <inheritdoc/>
    public Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation)
        => GuardedAsync(() => inner.ReadRefundAsync(refund, cancellation), isNew: false, cancellation);

    /// <inheritdoc/>
    public Task<bool> ProbeAsync(CancellationToken cancellation) => inner.ProbeAsync(cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, CancellationToken cancellation) => inner.ListAsync(from, until, cancellation);

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    // Somebody's word stops new payments; those that are on their way are brought to their end.
    private async Task<ProviderAnswer> GuardedAsync(Func<Task<ProviderAnswer>> ask, bool isNew, CancellationToken cancellation)
    {
        var order = await orders(Name, cancellation);
        if ((order == CircuitOrder.StayOpen && isNew) || (order != CircuitOrder.StayClosed && IsOpen()))
            return new(ProviderStatus.Unreachable, Code: LeftAlone);
        try
        {
            var answer = await ask();
            Count(IsSilence(answer));
            return answer;
        }
        catch (OperationCanceledException)
        {
            // Whoever asked waited as long as could be waited.
            Count(isSilence: true);
            throw;
        }
    }

    /// <summary>A doubt that names the payment is an answer; one without is a call that nobody answered.</summary>
    private static bool IsSilence(ProviderAnswer answer) => answer is { Status: ProviderStatus.Unreachable } or { Status: ProviderStatus.Unknown, Ref: null };

    private bool IsOpen()
    {
        lock (gate)
            return health.State != CircuitState.Closed;
    }

    private void Count(bool isSilence)
    {
        lock (gate)
        {
            // What was asked before it was left alone says nothing new.
            if (health.State != CircuitState.Closed)
                return;
            silences = isSilence ? silences + 1 : 0;
            if (silences < limits.Silences)
                return;
            Become(CircuitState.Open, Silent);
        }

        // The runbook greps for "payment" and "failed".
        log.LogWarning("Payment provider {Provider} failed to answer {Silences} times in a row and is left alone", Name, limits.Silences);
        var stopped = stopping.Token;
        _ = Task.Run(() => TryOutAsync(stopped), CancellationToken.None);
    }

    private async Task TryOutAsync(CancellationToken stopped)
    {
        try
        {
            do
            {
                Become(CircuitState.Open);
                Explain(hint is null ? null : await hint(stopped));
                await Task.Delay(limits.Pause, time, stopped);
                Become(CircuitState.HalfOpen);
            }
            while (!await inner.ProbeAsync(stopped));
            log.LogInformation("Payment provider {Provider} answers again", Name);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            // Also when the trying itself went wrong: then the calls must tell again.
            lock (gate)
            {
                silences = 0;
                Become(CircuitState.Closed, null);
            }
        }
    }

    private void Become(CircuitState state, string? reason)
    {
        lock (gate)
            health = new(Name, state, time.GetUtcNow().UtcDateTime, reason);
    }

    // While it is tried out it has been silent since the same moment.
    private void Become(CircuitState state)
    {
        lock (gate)
            health = health with { State = state };
    }

    private void Explain(string? more)
    {
        lock (gate)
            health = health with { Reason = more is null ? Silent : $"{Silent} {more}" };
    }
}
