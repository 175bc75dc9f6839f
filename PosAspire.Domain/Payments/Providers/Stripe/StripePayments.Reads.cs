using System.Runtime.CompilerServices;
using Stripe;
using Stripe.Terminal;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>What Stripe holds true, and what it gave back.</summary>
public sealed partial class StripePayments
{
    private const int PageSize = 100;
    private const string AlreadyRefunded = "charge_already_refunded";

    /// <summary>Payments that are looked through for one that nobody knows the name of.</summary>
    private const int MaxLookedThrough = 5_000;

    /// <summary>Rows of one list; a day of a large shop is a tenth.</summary>
    private const int MaxListed = 100_000;

    /// <summary>Our clock and Stripe's may differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation)
        => charge.Ref is { } known ? LookAsync(charge, known, cancellation) : FindAsync(charge, cancellation);

    /// <inheritdoc/>
    public async Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation)
    {
        var options = new RefundCreateOptions
        {
            PaymentIntent = refund.PaymentRef,
            Amount = StripeAmounts.ToStripe(refund.Amount),
            Metadata = new() { [RefundTag] = refund.RefundId.ToString("N"), [PaymentTag] = refund.PaymentId.ToString("N") },
        };
        var answer = await AskAsync(async limited => StripeAnswers.Of(await refunds.CreateAsync(options, new() { IdempotencyKey = refund.Key }, limited)), cancellation);
        // Nothing is left to give back: an earlier try may have done it, late and under another id.
        return answer is { Status: ProviderStatus.Rejected, Code: AlreadyRefunded } && await ReadRefundAsync(refund, cancellation) is { Status: ProviderStatus.Captured } done
            ? done
            : answer;
    }

    /// <inheritdoc/>
    public Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation) => AskAsync(
        async limited =>
        {
            if (refund.Ref is { } known)
                return StripeAnswers.Of(await refunds.GetAsync(known, null, null, limited));
            var options = new RefundListOptions { PaymentIntent = refund.PaymentRef, Limit = PageSize };
            var id = refund.RefundId.ToString("N");
            var all = new List<Refund>();
            await foreach (var made in refunds.ListAutoPagingAsync(options, null, limited))
            {
                if (made.Metadata?.GetValueOrDefault(RefundTag) == id)
                    return StripeAnswers.Of(made);
                all.Add(made);
            }

            return await WholeAsync(refund, all, limited);
        },
        cancellation);

    /// <summary>A refund of everything that is not there by its id, while everything has been given back: an earlier try of it was carried out late.</summary>
    private async Task<ProviderAnswer> WholeAsync(ProviderRefund refund, List<Refund> all, CancellationToken cancellation)
    {
        var given = all.Where(made => StripeAnswers.StatusOf(made) == ProviderStatus.Captured).ToList();
        if (given.Count == 0 || given.Sum(made => made.Amount) != StripeAmounts.ToStripe(refund.Amount))
            return new(ProviderStatus.NotFound);
        var intent = await intents.GetAsync(refund.PaymentRef, null, null, cancellation);
        return intent.AmountReceived == StripeAmounts.ToStripe(refund.Amount) ? new(ProviderStatus.Captured, given[0].Id, refund.Amount) : new(ProviderStatus.NotFound);
    }

    /// <inheritdoc/>
    /// <remarks>Payments in a currency that no shop of ours sells in are none of ours and left out.</remarks>
    public async IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var span = new DateRangeOptions { GreaterThanOrEqual = from, LessThan = until };
        var rows = new List<ProviderRow>();
        try
        {
            // Stripe lists the newest first.
            await foreach (var intent in intents.ListAutoPagingAsync(new() { Created = span, Limit = PageSize }, null, cancellation))
                Add(rows, RowOf(intent));
            await foreach (var refund in refunds.ListAutoPagingAsync(new() { Created = span, Limit = PageSize }, null, cancellation))
                Add(rows, RowOf(refund));
        }
        catch (StripeException refused)
        {
            throw new HttpRequestException($"Stripe does not list its payments: {StripeFailures.Of(refused).Code}.", null, refused.HttpStatusCode);
        }

        foreach (var row in rows.OrderBy(row => row.At))
            yield return row;
    }

    private static void Add(List<ProviderRow> rows, ProviderRow? row)
    {
        if (row is null)
            return;
        if (rows.Count == MaxListed)
            throw new InvalidOperationException($"Stripe holds more than {MaxListed} payments in this span of time: ask for a shorter one.");
        rows.Add(row);
    }

    private static ProviderRow? RowOf(PaymentIntent intent)
    {
        if (StripeAmounts.Currency(intent.Currency) is not { } currency)
            return null;
        var amount = StripeAnswers.Of(intent).Amount ?? StripeAmounts.FromStripe(intent.Amount, currency);
        return new(intent.Id, Tag(intent.Metadata, PaymentTag), null, StripeAnswers.StatusOf(intent), amount, intent.Created);
    }

    private static ProviderRow? RowOf(Refund refund) => StripeAnswers.Of(refund).Amount is { } amount
        ? new(refund.Id, Tag(refund.Metadata, PaymentTag), Tag(refund.Metadata, RefundTag), StripeAnswers.StatusOf(refund), amount, refund.Created)
        : null;

    private static Guid? Tag(Dictionary<string, string>? metadata, string name) => Guid.TryParseExact(metadata?.GetValueOrDefault(name), "N", out var id) ? id : null;

    // The reader is looked at first: what the payment says afterwards is newer, and wins.
    private Task<ProviderAnswer> LookAsync(ProviderCharge charge, string known, CancellationToken cancellation) => AskAsync(
        async limited =>
        {
            var action = ReaderOf(charge) is { } reader ? await ActionAsync(reader, limited) : null;
            var intent = await intents.GetAsync(known, Expanded(new PaymentIntentGetOptions()), null, limited);
            return StripeAnswers.Of(intent).With(action);
        },
        cancellation);

    private async Task<ReaderAction?> ActionAsync(string reader, CancellationToken cancellation)
    {
        try
        {
            return (await readers.GetAsync(reader, null, null, cancellation)).Action;
        }
        catch (StripeException gone) when (StripeFailures.Of(gone).Status == ProviderStatus.NotFound)
        {
            // A reader that was taken out of service waits for nobody.
            return null;
        }
    }

    /// <summary>Finds a payment by our id: in Stripe's search, and, because that lags behind, in the list.</summary>
    private async Task<ProviderAnswer> FindAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        var id = charge.PaymentId.ToString("N");
        var found = await AskAsync(
            async limited =>
            {
                var search = await intents.SearchAsync(new() { Query = $"metadata['{PaymentTag}']:'{id}'", Limit = PageSize }, null, limited);
                return Best(search.Data) ?? await ListedAsync(id, charge.CreatedAt - Skew, limited);
            },
            cancellation);
        return found.Ref is { } known && found.Status is not (ProviderStatus.Unknown or ProviderStatus.Rejected) ? await LookAsync(charge, known, cancellation) : found;
    }

    private async Task<ProviderAnswer> ListedAsync(string id, DateTime since, CancellationToken cancellation)
    {
        var seen = 0;
        var own = new List<PaymentIntent>();
        await foreach (var intent in intents.ListAutoPagingAsync(new() { Created = new DateRangeOptions { GreaterThanOrEqual = since }, Limit = PageSize }, null, cancellation))
        {
            if (intent.Metadata?.GetValueOrDefault(PaymentTag) == id)
                own.Add(intent);
            if (++seen == MaxLookedThrough && own.Count == 0)
                return new(ProviderStatus.Unknown, Code: "too_many_to_look_through");
        }

        return Best(own) ?? new(ProviderStatus.NotFound);
    }

    // More than one was announced when an answer was lost; money can be in one of them only.
    private static ProviderAnswer? Best(IEnumerable<PaymentIntent> own) => own.Select(StripeAnswers.Of).OrderBy(answer => answer.Status switch
    {
        ProviderStatus.Captured => 0,
        ProviderStatus.Authorized => 1,
        ProviderStatus.RequiresAction => 2,
        ProviderStatus.Created => 3,
        _ => 4,
    }).FirstOrDefault();
}
