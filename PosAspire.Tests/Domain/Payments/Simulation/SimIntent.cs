using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>An intent as the provider holds it.</summary>
public sealed class SimIntent(string reference, ProviderCharge charge, DateTime until)
{
    public string Ref { get; } = reference;

    public Guid PaymentId { get; } = charge.PaymentId;

    public long Amount { get; } = charge.Amount.Minor;

    /// <summary>Until when the customer can pay it.</summary>
    public DateTime Until { get; } = until;

    public ProviderStatus Status { get; set; } = ProviderStatus.Created;

    public long Captured { get; set; }

    public long Refunded { get; set; }

    public HashSet<Guid> Refunds { get; } = [];
}
