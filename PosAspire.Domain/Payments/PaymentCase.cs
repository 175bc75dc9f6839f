using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Domain.Payments;

/// <summary>A payment that only a manager can settle, until one has.</summary>
public sealed class PaymentCase
{
    private PaymentCase()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid Id { get; private set; }

    public PaymentCaseKind Kind { get; private set; }

    public Guid PaymentId { get; private set; }

    public DateTime OpenedAt { get; private set; }

    public DateTime? ResolvedAt { get; private set; }

    public Guid? ResolvedBy { get; private set; }

    /// <summary>What the manager did about it.</summary>
    public string? Note { get; private set; }
}
