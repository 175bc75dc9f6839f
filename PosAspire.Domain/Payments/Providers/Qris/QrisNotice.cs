using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>
/// What the gateway calls back with. Only that it is the gateway's is checked here; what it says about the payment is not believed but
/// is a reason to read the payment back.
/// </summary>
public sealed record QrisNotice
{
    /// <summary>No member that is looked at is longer.</summary>
    private const int MaxText = 60;

    [JsonPropertyName("order_id")]
    public string? OrderId { get; init; }

    [JsonPropertyName("transaction_id")]
    public string? TransactionId { get; init; }

    [JsonPropertyName("transaction_status")]
    public string? TransactionStatus { get; init; }

    [JsonPropertyName("status_code")]
    public string? StatusCode { get; init; }

    [JsonPropertyName("gross_amount")]
    public string? GrossAmount { get; init; }

    [JsonPropertyName("currency")]
    public string? Currency { get; init; }

    [JsonPropertyName("refund_amount")]
    public string? RefundAmount { get; init; }

    /// <summary>Hexadecimal SHA-512 of order id, status code, amount and server key (docs.midtrans.com, "Receiving Notifications").</summary>
    [JsonPropertyName("signature_key")]
    public string? SignatureKey { get; init; }

    /// <summary>The gateway's notice, or null when it cannot be read or is not signed with our key.</summary>
    public static QrisNotice? TryRead(ReadOnlySpan<byte> body, QrisSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        QrisNotice? notice;
        try
        {
            notice = JsonSerializer.Deserialize<QrisNotice>(body);
        }
        catch (JsonException)
        {
            return null;
        }

        return notice is { OrderId: not null, StatusCode: not null, GrossAmount: not null, SignatureKey: not null } && notice.Fits() && notice.IsSigned(settings.ServerKey)
            ? notice
            : null;
    }

    /// <summary>What is kept of it. The gateway gives its notices no id: the same state of the same payment is the same event.</summary>
    public ProviderEventSeen ToEvent()
    {
        var status = TransactionStatus is { Length: > 0 } word ? word : "notification";
        var kept = this with { SignatureKey = null };
        return new(QrisPayments.ProviderName, $"{OrderId}/{status}/{StatusCode}/{RefundAmount ?? "0"}", status, OrderId, JsonSerializer.Serialize(kept));
    }

    private bool Fits() => new[] { OrderId, TransactionId, TransactionStatus, StatusCode, GrossAmount, Currency, RefundAmount }
        .All(text => text is null || (text.Length <= MaxText && !text.Any(char.IsControl))) && OrderId!.Length > 0;

    private bool IsSigned(string serverKey)
    {
        var own = SHA512.HashData(Encoding.UTF8.GetBytes($"{OrderId}{StatusCode}{GrossAmount}{serverKey}"));
        Span<byte> given = stackalloc byte[SHA512.HashSizeInBytes];
        return SignatureKey!.Length == 2 * SHA512.HashSizeInBytes
            && Convert.FromHexString(SignatureKey, given, out _, out var written) == System.Buffers.OperationStatus.Done && written == given.Length
            && CryptographicOperations.FixedTimeEquals(own, given);
    }
}
