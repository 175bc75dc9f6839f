using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments;

/// <summary>How an order is paid.</summary>
public enum TenderType
{
    Cash,
    Card,
    GiftCard,
    StoreCredit,
    Qris,
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

/// <summary>What the shop wants of a payment now.</summary>
public enum PaymentWanted
{
    Money,

    /// <summary>It was given up: what is held must be let go.</summary>
    Nothing,
}

/// <summary>One tender of an order. <c>Amount = Tendered − Change</c>; a tip comes on top of the amount.</summary>
public sealed partial class Payment
{
    /// <summary>The longest key that a till names a tender by.</summary>
    public const int MaxKeyLength = IdempotencyRecord.MaxKeyLength;

    private Payment()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid OrderId { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>What the till calls it, so that a tender which is sent again is not another one; null for what is paid in the sale's own batch.</summary>
    public string? Key { get; private set; }

    public TenderType Type { get; private set; }

    public PaymentStatus Status { get; private set; }

    /// <summary>What it pays of the order, in minor units.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>What was handed over, in minor units.</summary>
    public long TenderedMinor { get; private set; }

    /// <summary>What was handed back, in minor units.</summary>
    public long ChangeMinor { get; private set; }

    /// <summary>For the staff, on top of the amount.</summary>
    public long TipMinor { get; private set; }

    /// <summary>Given back so far, tip included.</summary>
    public long RefundedMinor { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Who took it; empty in rows of before that was taken down.</summary>
    public Guid CreatedBy { get; private set; }

    /// <summary>The gift card or store credit it was taken from.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>Who let it be queued above the limits.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <summary>Whether its money passes through somebody outside.</summary>
    public bool HasProvider => Provider is not null;

    /// <summary>Whether it still stands for its part of the order.</summary>
    public bool Stands => Wanted == PaymentWanted.Money && Status is not (PaymentStatus.Failed or PaymentStatus.Refunded);

    /// <summary>Whether the goods may go as far as it is concerned.</summary>
    public bool IsSettled => Status == PaymentStatus.Captured || (Stands && AcceptedAt is not null);

    /// <summary>Cash that was handed over for an order.</summary>
    public static Payment Cash(Guid locationId, Guid orderId, PaidTender paid, DateTime at, Guid by) => new()
    {
        LocationId = locationId,
        OrderId = orderId,
        Id = Guid.CreateVersion7(at),
        Type = TenderType.Cash,
        Status = PaymentStatus.Captured,
        AmountMinor = paid.AmountMinor,
        TenderedMinor = paid.TenderedMinor,
        ChangeMinor = paid.ChangeMinor,
        CapturedMinor = paid.AmountMinor,
        CreatedAt = at,
        CreatedBy = by,
        Version = 1,
    };

    /// <summary>A tender of an order that waits for its money.</summary>
    public static Payment Of(TenderDraft draft, DateTime at) => new()
    {
        LocationId = draft.LocationId,
        OrderId = draft.OrderId,
        Id = Guid.CreateVersion7(at),
        Key = draft.Key,
        Type = draft.Type,
        Status = draft.Provider is null ? PaymentStatus.Captured : PaymentStatus.Pending,
        AmountMinor = draft.AmountMinor,
        TenderedMinor = draft.TenderedMinor,
        ChangeMinor = draft.TenderedMinor - draft.AmountMinor,
        TipMinor = draft.TipMinor,
        CapturedMinor = draft.Provider is null ? draft.AmountMinor : 0,
        CreatedAt = at,
        CreatedBy = draft.By,
        AccountId = draft.AccountId,
        Provider = draft.Provider,
        Source = draft.Source,
        MayQueue = draft.MayQueue,
        ApprovedBy = draft.ApprovedBy,
        Attempt = draft.Provider is null ? (short)0 : (short)1,
        NextReadAt = draft.Provider is null ? null : at,
        Version = 1,
    };

    /// <summary>The money goes back.</summary>
    /// <exception cref="InvalidOperationException">There is none to give back.</exception>
    public void Refund()
    {
        if (Status != PaymentStatus.Captured)
            throw new InvalidOperationException($"Payment {Id} is {Status} and cannot be given back.");
        (Status, RefundedMinor) = (PaymentStatus.Refunded, AmountMinor + TipMinor);
        Version++;
    }

    /// <summary>It is given up: what was handed over goes back, what is held outside is let go.</summary>
    public void GiveUp(DateTime at)
    {
        if (!Stands)
            return;
        Wanted = PaymentWanted.Nothing;
        if (!HasProvider)
            Refund();
        else if (ProviderRef is null && Asking is null && Status != PaymentStatus.Unknown)
            Fail(PaymentFailures.Canceled);
        else
            LookAgain(at);
    }
}

/// <summary>A tender as it is begun.</summary>
/// <param name="TenderedMinor">What was handed over; the amount, except in cash.</param>
/// <param name="Provider">Null when the money is here already.</param>
/// <param name="MayQueue">The goods may go when the provider cannot be reached and has certainly taken nothing.</param>
public sealed record TenderDraft(
    Guid LocationId, Guid OrderId, string Key, TenderType Type, long AmountMinor, long TenderedMinor, long TipMinor, Guid By,
    string? Provider = null, string? Source = null, Guid? AccountId = null, bool MayQueue = false, Guid? ApprovedBy = null);
