using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>How a payout changes by what its provider has answered.</summary>
public sealed partial class RefundPayout
{
    /// <summary>Something was heard of it: whoever is free looks at once, unless somebody is just asking. A bank may send back what has succeeded.</summary>
    public void LookAgain(DateTime at)
    {
        if (Provider is null || Asking is not null || Status == RefundStatus.Failed)
            return;
        (NextReadAt, Reads) = (at, 0);
        Version++;
    }

    /// <summary>Takes over what the provider said.</summary>
    public void Apply(RefundVerb verb, ProviderAnswer answer, DateTime at)
    {
        (Asking, LeaseOwner) = (null, null);
        Version++;
        ProviderRef = answer.Ref ?? ProviderRef;
        // It was done, and only a bank that sent it back undoes it; whatever else is said is no reason to ask again.
        if (Status == RefundStatus.Succeeded && answer.Status is not (ProviderStatus.Declined or ProviderStatus.Canceled))
            NextReadAt = answer.Status is ProviderStatus.Unknown or ProviderStatus.Unreachable ? at + RefundLimits.ReadAfter(Reads++) : null;
        else
            Take(verb, answer, at);
    }

    private void Take(RefundVerb verb, ProviderAnswer answer, DateTime at)
    {
        switch (answer.Status)
        {
            case ProviderStatus.Captured when answer.Amount is { } given && given != new Money(AmountMinor, Shared.Currency.Of(Currency)):
                End(RefundStatus.Failed, RefundFailures.AmountMismatch, at);
                break;
            case ProviderStatus.Captured:
                End(RefundStatus.Succeeded, null, at);
                break;
            case ProviderStatus.Created or ProviderStatus.RequiresAction or ProviderStatus.Authorized:
                Wait(RefundStatus.Pending, at + RefundLimits.BankAfter(Reads++));
                break;
            // Not accepting a look says nothing about the money.
            case ProviderStatus.Rejected when verb == RefundVerb.Read:
            case ProviderStatus.Unknown:
                Wait(RefundStatus.Unknown, at + RefundLimits.ReadAfter(Reads++));
                break;
            case ProviderStatus.Declined or ProviderStatus.Canceled or ProviderStatus.Rejected:
                End(RefundStatus.Failed, answer.Code ?? RefundFailures.Declined, at);
                break;
            case ProviderStatus.NotFound when verb == RefundVerb.Ask:
                End(RefundStatus.Failed, answer.Code ?? RefundFailures.PaymentUnknown, at);
                break;
            case ProviderStatus.NotFound:
                // It never heard of it, so it may be asked.
                Attempt += at - AskedAt >= RefundLimits.LongDead ? (short)1 : (short)0;
                AskedAt = null;
                Wait(RefundStatus.Pending, at + RefundLimits.ReadAfter(Reads++));
                break;
            case ProviderStatus.Unreachable:
                AskedAt = verb == RefundVerb.Ask ? null : AskedAt;
                Wait(Status, at + RefundLimits.ReadAfter(Reads++));
                break;
        }
    }

    private void Wait(RefundStatus status, DateTime next) => (Status, NextReadAt) = (status, next);

    private void End(RefundStatus status, string? code, DateTime at) => (Status, FailureCode, NextReadAt, SettledAt) = (status, code, null, at);
}
