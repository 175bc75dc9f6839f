namespace PosAspire.Domain.Payments.Providers;

/// <summary>
/// Somebody outside who takes money for us. Every call may be made again with the same payment and attempt: the provider's own idempotency
/// key is made of both, so it acts once. A call never throws for what the provider or the network did; it says what is known.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>As it is stored: <c>stripe</c>, <c>qris</c>.</summary>
    string Name { get; }

    /// <summary>Announces the payment, without taking anything. It gives the reference by which everything else finds it.</summary>
    Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation);

    /// <summary>Has the customer's means authorised: charges a stored method, or hands the payment to a reader. Needs the reference.</summary>
    Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation);

    /// <summary>What the provider holds true now. Without a reference it is looked for by the payment's id.</summary>
    Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation);

    /// <summary>Takes what was authorised.</summary>
    Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation);

    /// <summary>Lets go of what was authorised, or of what nobody has paid yet.</summary>
    Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation);

    /// <summary>Gives back part or all of what was captured.</summary>
    Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation);

    /// <summary>What became of a refund. One that is not there although the payment has been given back whole was done under another name.</summary>
    Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation);

    /// <summary>Whether it answers at all; takes no money and needs no payment.</summary>
    Task<bool> ProbeAsync(CancellationToken cancellation);

    /// <summary>Every payment and refund that it has of ours in a span of time, oldest first.</summary>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="until">UTC, exclusive.</param>
    /// <exception cref="HttpRequestException">The provider does not answer.</exception>
    IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, CancellationToken cancellation);
}
