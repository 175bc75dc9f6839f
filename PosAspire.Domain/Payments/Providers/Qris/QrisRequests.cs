using System.Text.Json.Serialization;

namespace PosAspire.Domain.Payments.Providers.Qris;

/// <summary>Asks for a code (docs.midtrans.com, "QRIS Charge API Request").</summary>
internal sealed record QrisCharge(
    [property: JsonPropertyName("payment_type")] string PaymentType,
    [property: JsonPropertyName("transaction_details")] QrisChargeDetails Details,
    [property: JsonPropertyName("custom_expiry")] QrisExpiry Expiry,
    [property: JsonPropertyName("custom_field1")] string OrderName);

/// <param name="GrossAmount">Whole rupiah.</param>
internal sealed record QrisChargeDetails(
    [property: JsonPropertyName("order_id")] string OrderId, [property: JsonPropertyName("gross_amount")] long GrossAmount);

internal sealed record QrisExpiry([property: JsonPropertyName("expiry_duration")] int Duration, [property: JsonPropertyName("unit")] string Unit);

/// <param name="RefundKey">The same key again is the same refund (docs.midtrans.com, "Refund Transactions").</param>
internal sealed record QrisRefundRequest(
    [property: JsonPropertyName("refund_key")] string RefundKey,
    [property: JsonPropertyName("amount")] long Amount,
    [property: JsonPropertyName("reason")] string Reason);
