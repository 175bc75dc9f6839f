using System.Globalization;
using System.Text.Json.Serialization;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>What the gateway says of a transaction; the same members answer a charge, a status, a cancellation and a refund.</summary>
/// <remarks>
/// Members and their forms: docs.midtrans.com, "QRIS", "Get Transaction Status" and "Refund Transactions". Amounts are texts of rupiah
/// with two decimals that are always zero; times are in Jakarta's zone, without saying so.
/// </remarks>
internal sealed record QrisReply
{
    // Western Indonesia keeps no summer time.
    private static readonly TimeSpan Jakarta = TimeSpan.FromHours(7);

    [JsonPropertyName("status_code")]
    public string? StatusCode { get; init; }

    [JsonPropertyName("transaction_status")]
    public string? TransactionStatus { get; init; }

    [JsonPropertyName("order_id")]
    public string? OrderId { get; init; }

    [JsonPropertyName("gross_amount")]
    public string? GrossAmount { get; init; }

    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    [JsonPropertyName("qr_string")]
    public string? QrString { get; init; }

    [JsonPropertyName("expiry_time")]
    public string? ExpiryTime { get; init; }

    [JsonPropertyName("transaction_time")]
    public string? TransactionTime { get; init; }

    [JsonPropertyName("refunds")]
    public IReadOnlyList<QrisRefundReply>? Refunds { get; init; }

    [JsonPropertyName("refund_key")]
    public string? RefundKey { get; init; }

    [JsonPropertyName("refund_amount")]
    public string? RefundAmount { get; init; }

    /// <summary>UTC; null where the gateway does not say.</summary>
    [JsonIgnore]
    public DateTime? Until => Utc(ExpiryTime) ?? Utc(TransactionTime) + QrisSettings.CodeLifetime;

    /// <summary>Whole rupiah; null when it is anything else.</summary>
    public static Money? Rupiah(string? amount, string? currency) =>
        currency is null or "IDR" && decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rupiah)
        && rupiah == decimal.Truncate(rupiah) && rupiah < long.MaxValue
            ? new Money((long)rupiah, Shared.Currency.Idr)
            : null;

    private static DateTime? Utc(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? DateTime.SpecifyKind(local - Jakarta, DateTimeKind.Utc)
            : null;
}

/// <summary>One refund in the gateway's list.</summary>
internal sealed record QrisRefundReply
{
    [JsonPropertyName("refund_key")]
    public string? RefundKey { get; init; }

    [JsonPropertyName("refund_amount")]
    public string? RefundAmount { get; init; }
}
