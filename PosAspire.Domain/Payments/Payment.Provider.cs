using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Domain.Payments;

/// <summary>The part of a payment that somebody outside has a say in: what is about to be asked of them is taken down first.</summary>
public sealed partial class Payment
{
    /// <summary>Who takes the money: <c>stripe</c>, <c>qris</c>; null when it is here already.</summary>
    public string? Provider { get; private set; }

    /// <summary>The provider's name of it.</summary>
    public string? ProviderRef { get; private set; }

    /// <summary>What pays: <c>reader:…</c> or <c>method:…</c>.</summary>
    public string? Source { get; private set; }

    /// <summary>The card as it may be shown: <c>visa 4242</c>.</summary>
    public string? Card { get; private set; }

    public PaymentWanted Wanted { get; private set; }

    /// <summary>Counts what was tried with the provider; part of its idempotency keys.</summary>
    public short Attempt { get; private set; }

    /// <summary>What is being asked, or was when the process that asked it died.</summary>
    public PaymentVerb? Asking { get; private set; }

    /// <summary>Whoever has the lease is the only one to ask the provider, until the next look is due.</summary>
    public Guid? LeaseOwner { get; private set; }

    /// <summary>When it must be looked at again, UTC; null when nothing is left to do.</summary>
    public DateTime? NextReadAt { get; private set; }

    /// <summary>How often it was read back without becoming certain.</summary>
    public short Reads { get; private set; }

    public long AuthorizedMinor { get; private set; }

    public long CapturedMinor { get; private set; }

    /// <summary>Why it failed, in the provider's word or ours.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>What a telephone scans to pay it.</summary>
    public string? Qr { get; private set; }

    /// <summary>Until when it can be paid or captured, UTC.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>Whether the goods may go when the provider has certainly taken nothing: decided when it was begun, never later.</summary>
    public bool MayQueue { get; private set; }

    /// <summary>When the shop let the goods go without knowing that the money comes, UTC.</summary>
    public DateTime? AcceptedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>What the provider is asked for.</summary>
    public long ChargedMinor => AmountMinor + TipMinor;

    /// <summary>Takes down what is about to be asked. It must be committed before the call.</summary>
    public void Ask(PaymentVerb verb, Guid owner, DateTime until)
    {
        (Asking, LeaseOwner, NextReadAt) = (verb, owner, until);
        Version++;
    }

    /// <summary>Nothing can be asked now: it is looked at again then.</summary>
    public void Rest(DateTime until)
    {
        NextReadAt = until;
        Version++;
    }

    /// <summary>Something was heard of it: whoever is free looks at once, unless somebody is just asking.</summary>
    public void LookAgain(DateTime at)
    {
        // Of one that was given back nothing is left to ask, and it would be looked at for ever.
        if (HasProvider && Asking is null && Status != PaymentStatus.Refunded && (NextReadAt is not null || Wanted == PaymentWanted.Nothing))
            (NextReadAt, Reads) = (at, 0);
        Version++;
    }
}
