using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments;

/// <summary>How a payment changes by what its provider has answered; nothing else changes it.</summary>
public sealed partial class Payment
{
    /// <summary>Takes over what the provider said.</summary>
    public void Apply(PaymentVerb verb, ProviderAnswer answer, Currency currency, DateTime at, PaymentLimits limits)
    {
        (Asking, LeaseOwner) = (null, null);
        Version++;
        if (verb is PaymentVerb.Refund or PaymentVerb.ReadRefund)
        {
            ApplyRefund(verb, answer, at);
            return;
        }

        ProviderRef = answer.Ref ?? ProviderRef;
        // Whatever was asked before this look had no effect, and its answer may be kept by the provider: what is asked next needs a key of its own.
        if (verb == PaymentVerb.Read && (answer.Status is ProviderStatus.Created or ProviderStatus.Authorized or ProviderStatus.Declined || (answer.Status == ProviderStatus.RequiresAction && Wanted == PaymentWanted.Nothing)))
            Attempt++;
        if (answer.Card is { } card)
            Card = $"{card}";
        if (answer.Amount is { } amount && amount.Currency != currency)
        {
            Fail(PaymentFailures.AmountMismatch);
            return;
        }

        switch (answer.Status)
        {
            case ProviderStatus.Created:
                Wait(PaymentStatus.Pending, at);
                break;
            case ProviderStatus.RequiresAction:
                (Qr, ExpiresAt) = (answer.Qr ?? Qr, answer.Until ?? ExpiresAt);
                if (ExpiresAt <= at && Wanted == PaymentWanted.Money)
                    (Wanted, FailureCode) = (PaymentWanted.Nothing, PaymentFailures.Expired);
                Wait(PaymentStatus.RequiresAction, at + limits.PollEvery);
                break;
            case ProviderStatus.Authorized:
                Authorize(answer, at);
                break;
            case ProviderStatus.Captured:
                Capture(answer, at);
                break;
            case ProviderStatus.Declined or ProviderStatus.Canceled or ProviderStatus.Rejected:
                Refuse(verb, answer, at);
                break;
            case ProviderStatus.NotFound:
                Missing(at);
                break;
            case ProviderStatus.Unreachable:
                Unreached(verb, at);
                break;
            // Announcing takes nothing, so nobody was charged; it is looked for before it is announced again.
            case ProviderStatus.Unknown when verb == PaymentVerb.Create && MayQueue && Wanted == PaymentWanted.Money:
                Unreached(verb, at);
                Asking = PaymentVerb.Read;
                break;
            case ProviderStatus.Unknown:
                Doubt(at);
                break;
        }
    }

    private void Authorize(ProviderAnswer answer, DateTime at)
    {
        (AuthorizedMinor, ExpiresAt, Reads) = (answer.Amount?.Minor ?? ChargedMinor, answer.Until ?? ExpiresAt, 0);
        if (AuthorizedMinor < ChargedMinor)
            (Wanted, FailureCode) = (PaymentWanted.Nothing, PaymentFailures.PartlyAuthorized);
        Wait(PaymentStatus.Authorized, at);
    }

    private void Capture(ProviderAnswer answer, DateTime at)
    {
        (CapturedMinor, Reads, Qr) = (answer.Amount?.Minor ?? ChargedMinor, 0, null);
        if (CapturedMinor != ChargedMinor)
        {
            Fail(PaymentFailures.AmountMismatch);
            return;
        }

        // Paid after it was given up: it goes back.
        Status = PaymentStatus.Captured;
        NextReadAt = Wanted == PaymentWanted.Nothing ? at : null;
    }

    private void ApplyRefund(PaymentVerb verb, ProviderAnswer answer, DateTime at)
    {
        switch (answer.Status)
        {
            case ProviderStatus.Captured:
                (Status, RefundedMinor, NextReadAt) = (PaymentStatus.Refunded, CapturedMinor, null);
                break;
            case ProviderStatus.NotFound:
                (NextReadAt, Attempt) = (at, (short)(Attempt + 1));
                break;
            case ProviderStatus.Unreachable:
                (Asking, NextReadAt) = (verb == PaymentVerb.ReadRefund ? verb : null, at + PaymentLimits.ReadAfter(Reads++));
                break;
            // Perhaps an earlier one, thought lost, was done meanwhile: looked at before a manager is called.
            case ProviderStatus.Declined or ProviderStatus.Rejected or ProviderStatus.Canceled when Reads >= PaymentLimits.EscalateAfterReads:
                (FailureCode, NextReadAt) = (PaymentFailures.RefundRefused, null);
                break;
            default:
                (Asking, NextReadAt) = (verb, at + PaymentLimits.ReadAfter(Reads++));
                break;
        }
    }

    private void Refuse(PaymentVerb verb, ProviderAnswer answer, DateTime at)
    {
        // Let go, or dead already when it was to be let go.
        if (answer.Status == ProviderStatus.Canceled || (answer.Status == ProviderStatus.Declined && verb == PaymentVerb.Cancel))
            Fail(FailureCode ?? answer.Code ?? PaymentFailures.Canceled);
        // What is not accepted of a later call says nothing about the money: it is read.
        else if (answer.Status == ProviderStatus.Rejected && verb is not (PaymentVerb.Create or PaymentVerb.Read) && ProviderRef is not null)
            Doubt(at);
        else
            LetGo(FailureCode ?? answer.Code ?? PaymentFailures.Declined, at);
    }

    private void Missing(DateTime at)
    {
        if (ProviderRef is not null)
            Doubt(at);
        else if (Wanted == PaymentWanted.Nothing)
            Fail(PaymentFailures.Canceled);
        else
        {
            Attempt++;
            Wait(PaymentStatus.Pending, at);
        }
    }

    private void Unreached(PaymentVerb verb, DateTime at)
    {
        if (verb is not (PaymentVerb.Create or PaymentVerb.Confirm))
            NextReadAt = at + PaymentLimits.ReadAfter(Reads++);
        else if (Wanted == PaymentWanted.Nothing)
            Fail(PaymentFailures.Canceled);
        else if (MayQueue)
        {
            AcceptedAt ??= at;
            Wait(PaymentStatus.Queued, at + PaymentLimits.ReadAfter(Reads++));
        }
        else
            LetGo(PaymentFailures.ProviderUnreachable, at + PaymentLimits.ReadAfter(Reads++));
    }

    // Perhaps it was charged: nothing goes on trust of that, only a look makes it certain.
    private void Doubt(DateTime at) => Wait(PaymentStatus.Unknown, at + PaymentLimits.ReadAfter(Reads++));

    // It has failed here; outside an earlier call that is still under way could yet take it up, so it is let go there too.
    private void LetGo(string code, DateTime next)
    {
        Fail(code);
        if (ProviderRef is not null)
            (Wanted, NextReadAt) = (PaymentWanted.Nothing, next);
    }

    private void Wait(PaymentStatus status, DateTime next) => (Status, NextReadAt) = (status, next);

    private void Fail(string code)
    {
        (Status, FailureCode, Qr) = (PaymentStatus.Failed, code, null);
        (Asking, LeaseOwner, NextReadAt) = (null, null, null);
        Version++;
    }
}
