using System.Globalization;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>
/// QRIS, Indonesia's one code for every bank and wallet, through a gateway in the style of Midtrans' Core API. Announcing a payment makes
/// the code; the customer pays it, and then the money is taken at once: confirming and capturing only read. The gateway's name of a
/// payment is our own order id, of which it lets one be paid once, so that a payment can be found whatever got lost.
/// </summary>
/// <remarks>
/// IDR goes over the wire in whole rupiah (docs.midtrans.com, "QRIS": <c>gross_amount</c> is the amount in IDR), which is our minor unit:
/// nothing is multiplied here.
/// </remarks>
public sealed class QrisPayments(QrisSettings settings) : IPaymentProvider, IDisposable
{
    /// <summary>As it is stored.</summary>
    public const string ProviderName = PaymentSource.Qris;

    /// <summary>Nobody scanned the code in time.</summary>
    public const string Expired = PaymentFailures.Expired;

    /// <summary>The gateway holds another amount or currency than the till asked for.</summary>
    public const string AmountMismatch = PaymentFailures.AmountMismatch;

    /// <summary>QRIS takes rupiah only.</summary>
    public const string WrongCurrency = "currency_not_idr";

    private const string Reason = "Refund at the till";
    private const int DuplicateOrder = 406;
    private const int CannotBeChanged = 412;
    private const int TooLittleToRefund = 414;
    private const int Missing = 404;
    private const int MaxName = 100;

    private readonly QrisLink link = new(settings);

    public string Name => ProviderName;

    /// <summary>The gateway's name of a payment: never longer than the 50 letters that it takes.</summary>
    public static string RefOf(Guid paymentId, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{paymentId:N}-{attempt}");

    /// <summary>The payment behind a name of ours; null when it is none.</summary>
    public static Guid? PaymentOf(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.Split('-') is [var id, var attempt] && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Guid.TryParseExact(id, "N", out var payment)
            ? payment
            : null;
    }

    public async Task<ProviderAnswer> CreateAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(charge);
        if (charge.Amount.Currency != Currency.Idr)
            return new(ProviderStatus.Rejected, Code: WrongCurrency);
        var name = charge.OrderName.Length <= MaxName ? charge.OrderName : charge.OrderName[..MaxName];
        var call = await link.PostAsync(
            "v2/charge", charge.Key("create"),
            new QrisCharge("qris", new(Of(charge), charge.Amount.Minor), new((int)QrisSettings.CodeLifetime.TotalMinutes, "minute"), name), cancellation);
        // The order id is taken: an earlier call made the code, and its answer was lost.
        return call.Code == DuplicateOrder ? await RecoverAsync(charge, cancellation) : Answer(charge, call);
    }

    public Task<ProviderAnswer> ConfirmAsync(ProviderCharge charge, CancellationToken cancellation) => ReadAsync(charge, cancellation);

    public async Task<ProviderAnswer> ReadAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(charge);
        var answer = Answer(charge, await StatusAsync(Of(charge), cancellation));
        // While the gateway remembers the request, it tells the code again; nothing else of it does.
        return answer.Status == ProviderStatus.RequiresAction && charge.Ref is null ? await CreateAsync(charge, cancellation) : answer;
    }

    public Task<ProviderAnswer> CaptureAsync(ProviderCharge charge, CancellationToken cancellation) => ReadAsync(charge, cancellation);

    public async Task<ProviderAnswer> CancelAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(charge);
        var call = await link.PostAsync($"v2/{Of(charge)}/cancel", charge.Key("cancel"), null, cancellation);
        // Paid or expired meanwhile: what is true is read, not guessed.
        return call.Code == CannotBeChanged ? await ReadAsync(charge, cancellation) : Answer(charge, call);
    }

    public async Task<ProviderAnswer> RefundAsync(ProviderRefund refund, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(refund);
        if (refund.Amount.Currency != Currency.Idr)
            return new(ProviderStatus.Rejected, Code: WrongCurrency);
        var call = await link.PostAsync(
            $"v2/{refund.PaymentRef}/refund", refund.Key, new QrisRefundRequest(KeyOf(refund), refund.Amount.Minor, Reason), cancellation);
        if (call is { End: QrisCallEnd.Answered, Code: 200, Reply: { } reply } && reply.RefundKey == KeyOf(refund))
            return Refunded(refund, reply.RefundAmount);
        // A refusal may mean that the same refund was made before: the list of refunds tells.
        if (call.Code is not (DuplicateOrder or CannotBeChanged or TooLittleToRefund or 200))
            return Failure(call);
        var found = await ReadRefundAsync(refund, cancellation);
        return found.Status == ProviderStatus.NotFound && call.Code != 200 ? new(ProviderStatus.Declined, KeyOf(refund), Code: CodeOf(call.Code)) : found;
    }

    public async Task<ProviderAnswer> ReadRefundAsync(ProviderRefund refund, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(refund);
        var call = await StatusAsync(refund.PaymentRef, cancellation);
        if (call is not { End: QrisCallEnd.Answered, Reply.TransactionStatus: not null })
            return Failure(call);
        if (call.Reply.Refunds?.FirstOrDefault(made => made.RefundKey == KeyOf(refund)) is { } found)
            return Refunded(refund, found.RefundAmount);
        // The whole payment went back under another key: an earlier try of the same refund was carried out late. A part proves nothing.
        var isWhole = call.Reply.TransactionStatus == "refund" && QrisReply.Rupiah(call.Reply.GrossAmount, call.Reply.Currency) == refund.Amount;
        return isWhole ? new(ProviderStatus.Captured, KeyOf(refund), refund.Amount) : new(ProviderStatus.NotFound);
    }

    public async Task<bool> ProbeAsync(CancellationToken cancellation) =>
        (await StatusAsync("probe", cancellation)).End == QrisCallEnd.Answered;

    /// <summary>Empty: the Core API has no list. Every payment has a row at the till before the gateway hears of it, so reading each one misses nothing.</summary>
    public IAsyncEnumerable<ProviderRow> ListAsync(DateTime from, DateTime until, CancellationToken cancellation) => AsyncEnumerable.Empty<ProviderRow>();

    public void Dispose() => link.Dispose();

    /// <summary>
    /// Nobody has seen the code of an answer that was lost, and the gateway's states do not tell it: it is of no use and is let go. Not found
    /// then says to begin anew.
    /// </summary>
    private async Task<ProviderAnswer> RecoverAsync(ProviderCharge charge, CancellationToken cancellation)
    {
        var found = Answer(charge, await StatusAsync(Of(charge), cancellation));
        if (found.Status != ProviderStatus.RequiresAction)
            return found;
        var gone = await CancelAsync(charge, cancellation);
        return gone.Status == ProviderStatus.Canceled ? new(ProviderStatus.NotFound) : gone.Status == ProviderStatus.RequiresAction ? new(ProviderStatus.Unknown) : gone;
    }

    private static string Of(ProviderCharge charge) => charge.Ref ?? RefOf(charge.PaymentId, charge.Attempt);

    private static string KeyOf(ProviderRefund refund) => $"{refund.RefundId:N}";

    private static string CodeOf(int status) => string.Create(CultureInfo.InvariantCulture, $"status_{status}");

    private Task<QrisCall> StatusAsync(string reference, CancellationToken cancellation) => link.GetAsync($"v2/{reference}/status", cancellation);

    private static ProviderAnswer Failure(QrisCall call) => call switch
    {
        { End: QrisCallEnd.Unreachable } => new(ProviderStatus.Unreachable),
        { End: QrisCallEnd.Unknown } => new(ProviderStatus.Unknown),
        { Code: Missing } => new(ProviderStatus.NotFound),
        { Code: >= 400 } => new(ProviderStatus.Rejected, Code: CodeOf(call.Code)),
        _ => new(ProviderStatus.Unknown),
    };

    private static ProviderAnswer Refunded(ProviderRefund refund, string? amount) => QrisReply.Rupiah(amount, null) is { } given && given == refund.Amount
        ? new(ProviderStatus.Captured, KeyOf(refund), given)
        : new(ProviderStatus.Unknown, KeyOf(refund), QrisReply.Rupiah(amount, null), AmountMismatch);

    /// <summary>States: docs.midtrans.com, "Transaction Status". A refund leaves a payment captured: what was given back is the refund's to say.</summary>
    private static ProviderAnswer Answer(ProviderCharge charge, QrisCall call)
    {
        if (call is not { End: QrisCallEnd.Answered, Reply: { TransactionStatus: { } status } reply })
            return Failure(call);
        var reference = reply.OrderId ?? Of(charge);
        var amount = QrisReply.Rupiah(reply.GrossAmount, reply.Currency);
        var isTaken = status is "settlement" or "capture" or "refund" or "partial_refund" or "chargeback" or "partial_chargeback";
        // What was taken is told as it is; the till compares. Another code than was asked for is not shown to anybody.
        if (amount != charge.Amount && (amount is null || !isTaken))
            return new(ProviderStatus.Unknown, reference, amount, AmountMismatch);
        return status switch
        {
            "pending" => new(ProviderStatus.RequiresAction, reference, Qr: reply.QrString, Until: reply.Until),
            _ when isTaken => new(ProviderStatus.Captured, reference, amount),
            "cancel" => new(ProviderStatus.Canceled, reference),
            "expire" => new(ProviderStatus.Declined, reference, Code: Expired),
            "deny" or "failure" => new(ProviderStatus.Declined, reference, Code: status),
            _ => new(ProviderStatus.Unknown, reference, Code: $"status_{status}"),
        };
    }
}
