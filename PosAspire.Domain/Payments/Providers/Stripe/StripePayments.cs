using System.Globalization;
using Stripe;
using Stripe.Terminal;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>
/// Cards through Stripe: a PaymentIntent with manual capture, confirmed with a stored method or by a Terminal reader that is driven from here.
/// Nothing is tried again by itself.
/// </summary>
public sealed partial class StripePayments : IPaymentProvider, IDisposable
{
    /// <summary>Names in Stripe's metadata, by which everything of ours is found again.</summary>
    internal const string PaymentTag = "pos_payment";

    internal const string RefundTag = "pos_refund";

    private const string OrderTag = "pos_order";
    private const string LocationTag = "pos_location";
    private const string ReaderBusy = "terminal_reader_busy";

    /// <summary>Keys that one announcement may use up on faults of Stripe's that are kept.</summary>
    private const int MaxCreateKeys = 3;

    // A connection is renewed so that a changed address of Stripe's is noticed.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    private readonly StripeSettings settings;
    private readonly HttpClient http;
    private readonly PaymentIntentService intents;
    private readonly RefundService refunds;
    private readonly ReaderService readers;

    public StripePayments(StripeSettings settings)
    {
        this.settings = settings;
        var handler = new SocketsHttpHandler { ConnectTimeout = settings.Connect, PooledConnectionLifetime = ConnectionLife, AllowAutoRedirect = false, UseCookies = false };
        // Each call brings its own limit (StripeFailures), so that its end is told apart from a connection that was never made.
        http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var client = new StripeClient(new StripeClientOptions
        {
            ApiKey = settings.SecretKey,
            ApiBase = settings.Api,
            // The library would try a charge again by itself; here nobody does without having read.
            HttpClient = new SystemNetHttpClient(httpClient: http, maxNetworkRetries: 0, enableTelemetry: false),
        });
        (intents, refunds, readers) = (new(client), new(client), new(client));
    }

    /// <inheritdoc/>
    public string Name => PaymentSource.Stripe;

    /// <inheritdoc/>
    public async Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var key = charge.Key(attempt == 1 ? "create" : string.Create(CultureInfo.InvariantCulture, $"create{attempt}"));
            var (answer, isOldFault) = await AnnounceAsync(charge, key, cancellation);
            if (!isOldFault || attempt == MaxCreateKeys)
                return answer;
            // That request is over, and its answer will stay a fault: what it left behind, or a new key.
            var found = await FindAsync(charge, cancellation);
            if (found.Status != ProviderStatus.NotFound)
                return found;
        }
    }

    /// <inheritdoc/>
    public async Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        var request = new RequestOptions { IdempotencyKey = charge.Key("confirm") };
        if (ReaderOf(charge) is not { } reader)
        {
            var options = Expanded(new PaymentIntentConfirmOptions { PaymentMethod = MethodOf(charge) });
            return await AskAsync(async limited => StripeAnswers.Of(await intents.ConfirmAsync(RefOf(charge), options, request, limited)), cancellation);
        }

        var answer = await AskAsync(
            async limited =>
            {
                var asked = await readers.ProcessPaymentIntentAsync(reader, new() { PaymentIntent = RefOf(charge) }, request, limited);
                return new ProviderAnswer(ProviderStatus.Created, charge.Ref).With(asked.Action);
            },
            cancellation);
        return answer switch
        {
            // A reader that Stripe does not know: the payment itself is there.
            { Status: ProviderStatus.NotFound } => answer with { Status = ProviderStatus.Rejected },
            // Busy with this very payment: somebody asked before and was not told.
            { Status: ProviderStatus.Rejected, Code: ReaderBusy } when await ReadAsync(charge, cancellation) is { Status: ProviderStatus.RequiresAction } own => own,
            // Stripe answered and the reader did not: that is no silence of Stripe's.
            { Status: ProviderStatus.Unknown, Code: StripeFailures.ReaderTimedOut } => answer with { Ref = charge.Ref },
            _ => answer,
        };
    }

    /// <inheritdoc/>
    public async Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        // Never more than was asked for, whatever is held.
        var options = Expanded(new PaymentIntentCaptureOptions { AmountToCapture = StripeAmounts.ToStripe(charge.Amount) });
        return await AskAsync(
            async limited => StripeAnswers.Of(await intents.CaptureAsync(RefOf(charge), options, new() { IdempotencyKey = charge.Key("capture") }, limited)), cancellation);
    }

    /// <inheritdoc/>
    public async Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        if (ReaderOf(charge) is { } reader && await StopReaderAsync(reader, charge, cancellation) is { } stillBusy)
            return stillBusy;
        return await AskAsync(
            async limited => StripeAnswers.Of(await intents.CancelAsync(RefOf(charge), null, new() { IdempotencyKey = charge.Key("cancel") }, limited)), cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> ProbeAsync(CancellationToken cancellation)
    {
        var answer = await AskAsync(
            async limited =>
            {
                await intents.ListAsync(new() { Limit = 1 }, null, limited);
                return new(ProviderStatus.Created);
            },
            cancellation);
        // Refused is answered: a wrong key is no outage.
        return answer.Status is ProviderStatus.Created or ProviderStatus.Rejected or ProviderStatus.NotFound;
    }

    public void Dispose() => http.Dispose();

    private async Task<(ProviderAnswer Answer, bool IsOldFault)> AnnounceAsync(ProviderCharge charge, string key, CancellationToken cancellation)
    {
        var options = new PaymentIntentCreateOptions
        {
            Amount = StripeAmounts.ToStripe(charge.Amount),
            Currency = StripeAmounts.Code(charge.Amount.Currency),
            CaptureMethod = "manual",
            Description = charge.OrderName,
            PaymentMethodTypes = [ReaderOf(charge) is null ? "card" : "card_present"],
            Metadata = new() { [PaymentTag] = charge.PaymentId.ToString("N"), [OrderTag] = charge.OrderId.ToString("N"), [LocationTag] = charge.Location },
        };
        var isOldFault = false;
        var answer = await AskAsync(
            async limited =>
            {
                try
                {
                    return StripeAnswers.Of(await intents.CreateAsync(options, new() { IdempotencyKey = key }, limited));
                }
                catch (StripeException refused) when (StripeFailures.IsOldFault(refused))
                {
                    isOldFault = true;
                    return StripeFailures.Of(refused);
                }
            },
            cancellation);
        return (answer, isOldFault);
    }

    private Task<ProviderAnswer> AskAsync(Func<CancellationToken, Task<ProviderAnswer>> call, CancellationToken cancellation)
        => StripeFailures.AnsweredAsync(settings.Call, call, cancellation);

    private static T Expanded<T>(T options)
        where T : BaseOptions
    {
        options.AddExpand("latest_charge");
        return options;
    }
}
