using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;

namespace PosAspire.Domain.Payments;

/// <summary>
/// What is done about a provider's event: its payment is read back. What the event says is not believed, so one that comes twice, late or
/// out of order finds nothing to do.
/// </summary>
public sealed class PaymentNews(IProviderNews events, IPaymentBook book, PaymentEngine engine, IEnumerable<IPaymentProvider> providers)
{
    /// <summary>An event about something that is not ours is put away. One whose provider does not answer stays: it is taken up again.</summary>
    /// <returns>What was written of the payment; null when nothing was.</returns>
    public async Task<PaymentMoved?> ReadBackAsync(ProviderEventSeen seen, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.ObjectRef is not { } reference || await events.PaymentOfAsync(seen.Provider, reference, cancellation) is not { } id
            || await book.ChangeAsync(id, sheet => Look(sheet, id, reference), cancellation) is not { } found)
        {
            await events.PutAwayAsync(seen);
            return null;
        }

        if (!found.IsOver)
        {
            // Due now, whatever comes of this look: its own times bring it back.
            await events.PutAwayAsync(seen);
            return await engine.AdvanceAsync(id, cancellation);
        }

        var (isKnown, moved) = await LateAsync(seen.Provider, found, cancellation);
        if (isKnown)
            await events.PutAwayAsync(seen);
        return moved;
    }

    private static Found? Look(PaymentSheet sheet, Guid id, string reference)
    {
        if (sheet.Find(id) is not { } payment)
            return null;
        // The code of an earlier attempt is as dead to the till as a payment that failed.
        var isOver = payment.Status == PaymentStatus.Failed || (payment.ProviderRef is { } current && current != reference);
        if (!isOver)
            payment.LookAgain(sheet.At);
        return new(isOver, payment.Status, new(
            payment.Id, payment.OrderId, sheet.Location, $"{sheet.Location} {sheet.Order.Number}", new(payment.ChargedMinor, sheet.Currency), payment.Source,
            reference, payment.Attempt, DateTime.SpecifyKind(payment.CreatedAt, DateTimeKind.Utc)));
    }

    /// <summary>The till has given this payment up, and the goods may be paid another way: if it was paid after all, a manager gives it back.</summary>
    /// <returns>Whether the provider has said what is true; and what was written.</returns>
    private async Task<(bool IsKnown, PaymentMoved? Moved)> LateAsync(string name, Found found, CancellationToken cancellation)
    {
        if (providers.FirstOrDefault(provider => provider.Name == name) is not { } asked)
            return (false, null);
        var answer = await asked.ReadAsync(found.Charge, cancellation);
        if (answer.Status is not (ProviderStatus.Captured or ProviderStatus.Authorized))
            return (answer.Status is not (ProviderStatus.Unknown or ProviderStatus.Unreachable), null);
        return (true, await book.ChangeAsync(
            found.Charge.PaymentId,
            sheet =>
            {
                sheet.Cases.Add((PaymentCaseKind.Mismatch, found.Charge.PaymentId));
                sheet.Note("payment.paid_late", new { paymentId = found.Charge.PaymentId, provider = name, amountMinor = answer.Amount?.Minor }, Guid.Empty);
                return new PaymentMoved(found.Charge.PaymentId, found.Charge.OrderId, sheet.Location, found.Status, sheet.Order.Version, Changed: true);
            },
            cancellation));
    }

    private sealed record Found(bool IsOver, PaymentStatus Status, ProviderCharge Charge);
}
