namespace PosAspire.Domain.Payments.Providers;

/// <summary>Why a card was not taken, in a sentence for the cashier. The code stays beside it, stable.</summary>
/// <remarks>
/// The codes are those of docs.stripe.com/declines/codes and docs.stripe.com/error-codes. As that page asks, a card that may be stolen or
/// belongs to a suspected fraud is only called declined: the person at the till is not told.
/// </remarks>
public static class DeclineWords
{
    private const string Declined = "The bank declined the card. Nothing was taken: ask for another card or cash.";

    /// <summary>What happened, what was kept, what to do.</summary>
    /// <param name="code">The provider's word; null or unknown is an ordinary decline.</param>
    public static string Of(string? code) => code switch
    {
        "insufficient_funds" or "withdrawal_count_limit_exceeded" or "card_velocity_exceeded" =>
            "The card has not enough money or has reached its limit. Nothing was taken: ask for another card, or for a part in cash.",
        "expired_card" or "invalid_expiry_month" or "invalid_expiry_year" => "The card has expired. Nothing was taken: ask for another card or cash.",
        "incorrect_pin" or "invalid_pin" => "The PIN was wrong. Nothing was taken: let the customer try again.",
        "offline_pin_required" or "online_or_offline_pin_required" => "The bank wants the PIN. Nothing was taken: let the customer insert the card and enter it.",
        "pin_try_exceeded" => "The PIN was wrong too often and the card is locked. Nothing was taken: ask for another card or cash.",
        "incorrect_cvc" or "invalid_cvc" or "incorrect_number" or "invalid_number" or "incorrect_zip" or "incorrect_address" =>
            "The card's details were wrong. Nothing was taken: let the customer use the card at the reader.",
        "authentication_required" or "payment_intent_authentication_failure" =>
            "The bank wants the customer to confirm this payment, and that did not happen. Nothing was taken: use the card at the reader, or ask for cash.",
        "card_not_supported" or "currency_not_supported" or "not_permitted" or "service_not_allowed" or "transaction_not_allowed" or "invalid_account" =>
            "This card cannot be used for this. Nothing was taken: ask for another card or cash.",
        "invalid_amount" or "amount_too_large" => "The bank does not allow this amount on this card. Nothing was taken: ask for a part in cash, or another card.",
        "amount_too_small" => "The amount is too small for a card. Nothing was taken: ask for cash.",
        "duplicate_transaction" => "The bank saw the same payment a moment ago. Nothing was taken this time: see whether the order is paid before trying again.",
        "issuer_not_available" or "processing_error" or "reenter_transaction" or "try_again_later" or "approve_with_id" =>
            "The bank could not decide. Nothing was taken: try once more, then ask for another card or cash.",
        "customer_canceled" => "The customer stopped at the reader. Nothing was taken: start again, or ask for cash.",
        "terminal_reader_offline" => "The card reader is off or has no network. Nothing was taken: switch it on, use another, or ask for cash.",
        "terminal_reader_busy" => "The card reader is busy with another payment. Nothing was taken: wait a moment or use another.",
        "reader_failed" or "intent_invalid_state" => "The card reader gave up. Nothing was taken: try again, or ask for cash.",
        "testmode_decline" => "This is a test card, and this shop takes real ones. Nothing was taken: ask for another card or cash.",
        _ => Declined,
    };
}
