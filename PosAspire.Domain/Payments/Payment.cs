namespace PosAspire.Domain.Payments;

/// <summary>How an order is paid.</summary>
public enum TenderType
{
    Cash,
}

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    Pending,
    Queued,
    RequiresAction,
    Authorized,
    Captured,
    Failed,
    Unknown,
    Refunded,
}

/// <summary>One tender of an order. <c>Amount = Tendered − Change</c>.</summary>
public sealed class Payment
{
    private Payment()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid OrderId { get; private set; }

    public Guid Id { get; private set; }

    public TenderType Type { get; private set; }

    public PaymentStatus Status { get; private set; }

    /// <summary>What it paid of the order, in minor units.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>What was handed over, in minor units.</summary>
    public long TenderedMinor { get; private set; }

    /// <summary>What was handed back, in minor units.</summary>
    public long ChangeMinor { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Cash that was handed over for an order.</summary>
    public static Payment Cash(Guid locationId, Guid orderId, PaidTender paid, DateTime at) => new()
    {
        LocationId = locationId,
        OrderId = orderId,
        Id = Guid.CreateVersion7(at),
        Type = TenderType.Cash,
        Status = PaymentStatus.Captured,
        AmountMinor = paid.AmountMinor,
        TenderedMinor = paid.TenderedMinor,
        ChangeMinor = paid.ChangeMinor,
        CreatedAt = at,
    };

    /// <summary>The money goes back.</summary>
    /// <exception cref="InvalidOperationException">There is none to give back.</exception>
    public void Refund() => Status = Status == PaymentStatus.Captured
        ? PaymentStatus.Refunded
        : throw new InvalidOperationException($"Payment {Id} is {Status} and cannot be given back.");
}
