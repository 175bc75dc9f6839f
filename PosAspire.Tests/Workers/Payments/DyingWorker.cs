using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Tests.Workers.Payments;

/// <summary>Its process is gone.</summary>
public sealed class DeadWorkerException : Exception;

/// <summary>A provider as a worker sees it that is killed when so many payments were confirmed: the last was charged and nobody took it down.</summary>
public sealed class DyingWorker(IPaymentProvider inner, int confirmations) : IPaymentProvider
{
    private int left = confirmations;

    public string Name => inner.Name;

    public Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation) => inner.CreateAsync(charge, cancellation);

    public async Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        var answer = await inner.ConfirmAsync(charge, cancellation);
        return --left > 0 ? answer : throw new DeadWorkerException();
    }

    public Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation) => inner.ReadAsync(charge, cancellation);

    public Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation) => inner.CaptureAsync(charge, cancellation);

    public Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation) => inner.CancelAsync(charge, cancellation);

    public Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation) => inner.RefundAsync(refund, cancellation);

    public Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation) => inner.ReadRefundAsync(refund, cancellation);

    public Task<bool> ProbeAsync(CancellationToken cancellation) => inner.ProbeAsync(cancellation);

    public IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, CancellationToken cancellation) => inner.ListAsync(from, until, cancellation);
}
