using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>
/// A part of a refund that goes back for one payment. Cash, gift cards and credit are given back where the refund is written; what passes
/// through a provider changes by what we are about to ask and by what was answered, like the payment itself.
/// </summary>
public sealed partial class RefundPayout
{
    private RefundPayout()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid RefundId { get; private set; }

    /// <summary>With the attempt, what the provider's idempotency key is made of.</summary>
    public Guid Id { get; private set; }

    public Guid OrderId { get; private set; }

    public Guid PaymentId { get; private set; }

    /// <summary>How the customer gets it.</summary>
    public TenderType Type { get; private set; }

    public RefundStatus Status { get; private set; }

    public string Currency { get; private set; } = "";

    /// <summary>What of the payment it gives back, in minor units.</summary>
    public long AmountMinor { get; private set; }

    /// <summary>What the customer gets: the amount, except that cash for a card is rounded to coins.</summary>
    public long PaidMinor { get; private set; }

    /// <summary>The gift card or store credit it went to.</summary>
    public Guid? AccountId { get; private set; }

    public string? Provider { get; private set; }

    /// <summary>The provider's name of the payment.</summary>
    public string? PaymentRef { get; private set; }

    /// <summary>The provider's name of the refund.</summary>
    public string? ProviderRef { get; private set; }

    /// <summary>What is being asked, or was when the process that asked it died.</summary>
    public RefundVerb? Asking { get; private set; }

    /// <summary>Counts what was tried; part of the name under which the provider knows it.</summary>
    public short Attempt { get; private set; }

    /// <summary>When the provider was last asked to give it back without saying for certain that it had not heard, UTC.</summary>
    public DateTime? AskedAt { get; private set; }

    /// <summary>Whoever has the lease is the only one to ask, until the next look is due.</summary>
    public Guid? LeaseOwner { get; private set; }

    /// <summary>When it must be looked at again, UTC; null when nothing is left to do.</summary>
    public DateTime? NextReadAt { get; private set; }

    /// <summary>How often it was looked at without becoming certain.</summary>
    public short Reads { get; private set; }

    /// <summary>Why it failed, in the provider's word or ours.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>The payout that took its place after it had failed.</summary>
    public Guid? ReplacedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SettledAt { get; private set; }

    public int Version { get; private set; }

    public bool IsSettled => Status is RefundStatus.Succeeded or RefundStatus.Failed;

    /// <summary>What the provider is asked.</summary>
    /// <exception cref="InvalidOperationException">No provider has its money.</exception>
    public ProviderRefund Wanted() => new(
        NameOf(Attempt), PaymentId, PaymentRef ?? throw new InvalidOperationException($"Payout {Id} has no payment at a provider."),
        new(AmountMinor, Shared.Currency.Of(Currency)), ProviderRef, CreatedAt);

    /// <summary>Given back on the spot: cash out of the drawer, or onto a card of ours in the same transaction.</summary>
    public static RefundPayout Here(Refund refund, Guid paymentId, TenderType type, Money amount, long paidMinor, Guid? accountId, DateTime at)
    {
        var payout = Of(refund, paymentId, type, amount, at);
        (payout.Status, payout.PaidMinor, payout.AccountId, payout.SettledAt) = (RefundStatus.Succeeded, paidMinor, accountId, at);
        return payout;
    }

    /// <summary>To be given back by whoever took the money.</summary>
    public static RefundPayout Outside(Refund refund, Guid paymentId, TenderType type, Money amount, string provider, string paymentRef, DateTime at)
    {
        var payout = Of(refund, paymentId, type, amount, at);
        (payout.Provider, payout.PaymentRef, payout.NextReadAt) = (provider, paymentRef, at);
        return payout;
    }

    /// <summary>Takes down what is about to be asked. It must be committed before the call.</summary>
    public void Ask(RefundVerb verb, Guid owner, DateTime at, DateTime until)
    {
        (Asking, LeaseOwner, NextReadAt) = (verb, owner, until);
        if (verb == RefundVerb.Ask)
            AskedAt = at;
        Version++;
    }

    /// <summary>Another payout takes its place.</summary>
    /// <exception cref="InvalidOperationException">It has not failed, or was replaced already.</exception>
    public void Replace(Guid by)
    {
        if (Status != RefundStatus.Failed || ReplacedBy is not null)
            throw new InvalidOperationException($"Payout {Id} is {Status} and cannot be replaced.");
        ReplacedBy = by;
        Version++;
    }

    private static RefundPayout Of(Refund refund, Guid paymentId, TenderType type, Money amount, DateTime at) => new()
    {
        LocationId = refund.LocationId,
        RefundId = refund.Id,
        Id = Guid.CreateVersion7(at),
        OrderId = refund.OrderId,
        PaymentId = paymentId,
        Type = type,
        Status = RefundStatus.Pending,
        Currency = amount.Currency.Code,
        AmountMinor = amount.Minor,
        PaidMinor = amount.Minor,
        CreatedAt = at,
        Version = 1,
    };

    private Guid NameOf(short attempt)
    {
        Span<byte> name = stackalloc byte[16];
        Id.TryWriteBytes(name);
        name[15] ^= (byte)attempt;
        return new(name);
    }
}
