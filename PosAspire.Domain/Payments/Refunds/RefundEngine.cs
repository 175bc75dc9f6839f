using System.Text.Json;
using Microsoft.Extensions.Logging;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Domain.Payments.Refunds;

/// <summary>
/// Has providers give money back: what is about to be asked is committed, the provider is asked, its answer is committed. Whoever dies in
/// between is followed by another who looks first, so nothing is given back twice and nothing is forgotten.
/// </summary>
public sealed class RefundEngine(
    IRefundBook book, IEnumerable<IPaymentProvider> providers, RefundLimits limits, TimeProvider clock, ILogger<RefundEngine> log)
{
    private readonly Dictionary<string, IPaymentProvider> providers = providers.ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    /// <summary>Makes a payout's next calls until it is certain, must wait, or the provider is silent.</summary>
    /// <returns>What was written last; null when nothing was.</returns>
    public async Task<RefundMoved?> AdvanceAsync(Guid payoutId, CancellationToken cancellation)
    {
        var owner = Guid.NewGuid();
        RefundMoved? moved = null;
        for (var step = 0; step < limits.MaxSteps; step++)
        {
            var call = await book.ChangeAsync(payoutId, sheet => Claim(sheet, owner), cancellation);
            // Whoever was held up so long that the answer would come after the lease asks nothing: somebody else may be asking by then.
            if (call is null || clock.GetUtcNow().UtcDateTime > call.Latest)
                break;
            var answer = await AskAsync(call, cancellation);
            // From here on nobody's hanging up matters: what the provider said is written.
            moved = await book.ChangeAsync(payoutId, sheet => Settle(sheet, call.Verb, owner, answer), CancellationToken.None) ?? moved;
            if (answer.Status is ProviderStatus.Unreachable or ProviderStatus.Unknown)
                break;
        }

        return moved;
    }

    private RefundCall? Claim(RefundSheet sheet, Guid owner)
    {
        if (RefundSteps.Next(sheet.Payout, sheet.At) is not { } verb)
            return null;
        sheet.Payout.Ask(verb, owner, sheet.At, sheet.At + limits.Lease);
        return new(verb, sheet.Payout.Provider!, sheet.Payout.Wanted(), sheet.At + limits.Lease - limits.Call);
    }

    private async Task<ProviderAnswer> AskAsync(RefundCall call, CancellationToken cancellation)
    {
        if (!providers.TryGetValue(call.Provider, out var provider))
            return new(ProviderStatus.Unreachable, Code: "not_configured");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(limits.Call);
        try
        {
            return call.Verb == RefundVerb.Ask
                ? await provider.RefundAsync(call.Refund, limit.Token)
                : await provider.ReadRefundAsync(call.Refund, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up or the provider took too long: it may have happened.
            return new(ProviderStatus.Unknown);
        }
    }

    private RefundMoved? Settle(RefundSheet sheet, RefundVerb verb, Guid owner, ProviderAnswer answer)
    {
        var payout = sheet.Payout;
        // Somebody else took over because this took too long; what is true is read by them.
        if (payout.LeaseOwner != owner)
            return null;
        var before = payout.Status;
        payout.Apply(verb, answer, sheet.At);
        sheet.Refund.Settle(sheet.Payouts.Where(part => part.ReplacedBy is null).Select(part => part.Status), sheet.At);
        Tell(sheet, before);
        return new(payout.Id, payout.RefundId, payout.OrderId, sheet.Location, payout.Status, sheet.Refund.Status);
    }

    private void Tell(RefundSheet sheet, RefundStatus before)
    {
        var payout = sheet.Payout;
        if (payout.Status == RefundStatus.Unknown && payout.Reads >= RefundLimits.EscalateAfterReads)
            sheet.Case = PaymentCaseKind.UnknownEscalated;
        if (payout.Status == before || payout.Status == RefundStatus.Pending)
            return;
        if (payout.Status == RefundStatus.Failed)
            sheet.Case = PaymentCaseKind.Mismatch;
        // The runbook greps for "payment" and "failed".
        if (payout.Status != RefundStatus.Succeeded)
            log.LogWarning("Order {OrderId}: refund {RefundId} of payment {PaymentId} failed: {Status} {Code}", payout.OrderId, payout.RefundId, payout.PaymentId, payout.Status, payout.FailureCode);
        sheet.Said.Add(($"refund.{EnumText.Of(payout.Status)}", JsonSerializer.Serialize(
            new
            {
                orderId = payout.OrderId,
                refundId = payout.RefundId,
                payoutId = payout.Id,
                paymentId = payout.PaymentId,
                amountMinor = payout.AmountMinor,
                currency = payout.Currency,
                provider = payout.Provider,
                reference = payout.ProviderRef,
                code = payout.FailureCode,
            },
            JsonSerializerOptions.Web)));
    }

    /// <param name="Latest">UTC, when it can be asked at the latest.</param>
    private sealed record RefundCall(RefundVerb Verb, string Provider, ProviderRefund Refund, DateTime Latest);
}
