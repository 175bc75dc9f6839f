namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>What pays: a stored method, or a card at a reader.</summary>
public sealed partial class StripePayments
{
    private static string RefOf(ProviderCharge charge)
        => charge.Ref ?? throw new InvalidOperationException($"The payment {charge.PaymentId} was not announced: create it first.");

    private static string? ReaderOf(ProviderCharge charge) => SourceOf(charge, PaymentSource.Reader);

    private static string MethodOf(ProviderCharge charge)
        => SourceOf(charge, PaymentSource.Method) ?? throw new InvalidOperationException($"The payment {charge.PaymentId} names neither a reader nor a stored method.");

    private static string? SourceOf(ProviderCharge charge, string kind)
        => charge.Source?.StartsWith(kind, StringComparison.Ordinal) == true ? charge.Source[kind.Length..] : null;

    /// <summary>Tells the reader that nobody pays any more, if it waits for this payment; another's is left alone.</summary>
    /// <returns>Why not; null when it waits no more.</returns>
    private async Task<ProviderAnswer?> StopReaderAsync(string reader, ProviderCharge charge, CancellationToken cancellation)
    {
        var answer = await AskAsync(
            async limited =>
            {
                var waits = new ProviderAnswer(ProviderStatus.Created, charge.Ref).With((await readers.GetAsync(reader, null, null, limited)).Action);
                if (waits.Status == ProviderStatus.RequiresAction)
                    await readers.CancelActionAsync(reader, null, new() { IdempotencyKey = charge.Key("stop") }, limited);
                return new(ProviderStatus.Created);
            },
            cancellation);
        return answer.Status switch
        {
            ProviderStatus.Created or ProviderStatus.NotFound => null,
            // Past the point where it can be stopped: what comes of it is read, and let go then.
            ProviderStatus.Rejected => new(ProviderStatus.Unknown, charge.Ref, Code: answer.Code),
            _ => answer,
        };
    }
}
