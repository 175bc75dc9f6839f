using Microsoft.Extensions.Logging;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Domain.Payments.Steps;

/// <summary>
/// Brings payments on: what is about to be asked is committed, the provider is asked, its answer is committed. Whoever dies in between is
/// followed by another who finds where it stood, so a payment is never taken twice and never forgotten.
/// </summary>
public sealed class PaymentEngine(
    IPaymentBook book, IEnumerable<IPaymentProvider> providers, PaymentLimits limits, ILogger<PaymentEngine> log)
{
    private readonly Dictionary<string, IPaymentProvider> providers = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>Whether payments of this provider can be taken here.</summary>
    public bool Knows(string provider) => providers.ContainsKey(provider);

    /// <summary>Makes a payment's next calls until it is certain, waits for somebody, or the provider is silent.</summary>
    /// <returns>What was written last; null when nothing was.</returns>
    public async Task<PaymentMoved?> AdvanceAsync(Guid paymentId, CancellationToken cancellation)
    {
        var owner = Guid.NewGuid();
        PaymentMoved? moved = null;
        for (var step = 0; step < limits.MaxSteps; step++)
        {
            var call = await book.ChangeAsync(paymentId, sheet => Claim(sheet, paymentId, owner), cancellation);
            if (call is null)
                break;
            var answer = await AskAsync(call, cancellation);
            // From here on nobody's hanging up matters: what the provider said is written.
            if (await book.ChangeAsync(paymentId, sheet => Settle(sheet, call, owner, answer), CancellationToken.None) is { } settled)
                moved = settled with { Changed = settled.Changed || moved is { Changed: true } };
            if (answer.Status is ProviderStatus.Unreachable or ProviderStatus.Unknown)
                break;
        }

        return moved;
    }

    private PaymentCall? Claim(PaymentSheet sheet, Guid paymentId, Guid owner)
    {
        if (sheet.Find(paymentId) is not { } payment)
            return null;
        if (PaymentSteps.Next(sheet.Order, payment, sheet.Payments, sheet.At) is not { } verb)
        {
            // Held money that waits for the rest of its order: whoever brings the rest takes it.
            if (payment.NextReadAt <= sheet.At)
                payment.Rest(sheet.At + limits.Rest);
            return null;
        }

        payment.Ask(verb, owner, sheet.At + limits.Lease);
        var name = $"{sheet.Location} {sheet.Order.BusinessDay:yyyy-MM-dd} {sheet.Order.Number}";
        return new(verb, payment.Provider!, new(
            payment.Id, payment.OrderId, sheet.Location, name, new(payment.ChargedMinor, sheet.Currency), payment.Source, payment.ProviderRef, payment.Attempt,
            DateTime.SpecifyKind(payment.CreatedAt, DateTimeKind.Utc)));
    }

    private async Task<ProviderAnswer> AskAsync(PaymentCall call, CancellationToken cancellation)
    {
        if (!providers.TryGetValue(call.Provider, out var provider))
            return new(ProviderStatus.Unreachable, Code: "not_configured");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(limits.Call);
        try
        {
            return await call.MakeAsync(provider, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up or the provider took too long: it may have happened.
            return new(ProviderStatus.Unknown);
        }
    }

    private PaymentMoved? Settle(PaymentSheet sheet, PaymentCall call, Guid owner, ProviderAnswer answer)
    {
        // Somebody else took over because this took too long; what is true is read by them.
        if (sheet.Find(call.Charge.PaymentId) is not { } payment || payment.LeaseOwner != owner)
            return null;
        var (before, wanted) = (payment.Status, payment.Wanted);
        payment.Apply(call.Verb, answer, sheet.Currency, sheet.At, limits);
        Tell(sheet, payment, before, wanted, call.Verb);
        var isChanged = payment.Status != before;
        // Who shows the order looks again only when its version has risen.
        if (isChanged)
            sheet.Order.Touch();
        sheet.TryComplete(payment.CreatedBy);
        return new(payment.Id, payment.OrderId, sheet.Location, payment.Status, sheet.Order.Version, isChanged);
    }

    private void Tell(PaymentSheet sheet, Payment payment, PaymentStatus before, PaymentWanted wanted, PaymentVerb verb)
    {
        if (payment.Status == PaymentStatus.Unknown && payment.Reads == PaymentLimits.EscalateAfterReads)
            sheet.Cases.Add((PaymentCaseKind.UnknownEscalated, payment.Id));
        if (payment.FailureCode == PaymentFailures.RefundRefused || (payment.FailureCode == PaymentFailures.AmountMismatch && payment.Status == PaymentStatus.Failed))
            sheet.Cases.Add((PaymentCaseKind.Mismatch, payment.Id));
        if (payment.Status == before)
            return;
        if (payment is { Status: PaymentStatus.Failed, AcceptedAt: not null } && wanted == PaymentWanted.Money)
            sheet.Cases.Add((PaymentCaseKind.DeclinedLater, payment.Id));
        var facts = new
        {
            paymentId = payment.Id,
            orderId = payment.OrderId,
            type = EnumText.Of(payment.Type),
            amountMinor = payment.AmountMinor,
            tipMinor = payment.TipMinor,
            currency = sheet.Order.Currency,
            code = payment.FailureCode,
            provider = payment.Provider,
            reference = payment.ProviderRef,
        };
        var what = payment.Status switch
        {
            PaymentStatus.Captured => "payment.captured",
            PaymentStatus.Refunded => "payment.refunded",
            PaymentStatus.Failed => "payment.failed",
            PaymentStatus.Unknown => "payment.unknown",
            PaymentStatus.Queued => "payment.queued",
            _ => null,
        };
        if (what is not null)
            sheet.Say(what, facts, payment.CreatedBy);
        // The runbook greps for "payment" and "failed".
        if (payment.Status is PaymentStatus.Failed or PaymentStatus.Unknown)
            log.LogWarning("Order {OrderId}: payment {PaymentId} {Verb} failed: {Status} {Code}", payment.OrderId, payment.Id, verb, payment.Status, payment.FailureCode);
    }
}

/// <summary>What became of a payment.</summary>
/// <param name="OrderVersion">The order's version after it.</param>
/// <param name="Changed">It stands elsewhere than before; otherwise it was only looked at.</param>
public sealed record PaymentMoved(Guid PaymentId, Guid OrderId, string Location, PaymentStatus Status, int OrderVersion, bool Changed);

/// <summary>One call that is written down and about to be made.</summary>
internal sealed record PaymentCall(PaymentVerb Verb, string Provider, ProviderCharge Charge)
{
    public Task<ProviderAnswer> MakeAsync(IPaymentProvider provider, CancellationToken cancellation) => Verb switch
    {
        PaymentVerb.Create => provider.CreateAsync(Charge, cancellation),
        PaymentVerb.Confirm => provider.ConfirmAsync(Charge, cancellation),
        PaymentVerb.Read => provider.ReadAsync(Charge, cancellation),
        PaymentVerb.Capture => provider.CaptureAsync(Charge, cancellation),
        PaymentVerb.Cancel => provider.CancelAsync(Charge, cancellation),
        PaymentVerb.Refund => provider.RefundAsync(Back(), cancellation),
        PaymentVerb.ReadRefund => provider.ReadRefundAsync(Back(), cancellation),
        _ => throw new InvalidOperationException($"{Verb} is no call."),
    };

    // A refund that was asked for and turned out not to be there is asked for again under another id.
    private ProviderRefund Back()
    {
        Span<byte> id = stackalloc byte[16];
        Charge.PaymentId.TryWriteBytes(id);
        id[15] ^= (byte)Charge.Attempt;
        return new(new Guid(id), Charge.PaymentId, Charge.Ref!, Charge.Amount, null, Charge.CreatedAt);
    }
}
