using PosAspire.Domain.Payments.Providers;

namespace PosAspire.Tests.Domain.Payments.Providers;

public class DeclineWordsTests
{
    private const string Ordinary = "generic_decline";

    /// <summary>docs.stripe.com/declines/codes.</summary>
    private static readonly string[] Known =
    [
        "authentication_required", "approve_with_id", "call_issuer", "card_not_supported", "card_velocity_exceeded", "currency_not_supported", "do_not_honor",
        "do_not_try_again", "duplicate_transaction", "expired_card", "fraudulent", "generic_decline", "incorrect_number", "incorrect_cvc", "incorrect_pin",
        "incorrect_zip", "insufficient_funds", "invalid_account", "invalid_amount", "invalid_cvc", "invalid_expiry_month", "invalid_expiry_year",
        "invalid_number", "invalid_pin", "issuer_not_available", "lost_card", "merchant_blacklist", "new_account_information_available", "no_action_taken",
        "not_permitted", "offline_pin_required", "online_or_offline_pin_required", "pickup_card", "pin_try_exceeded", "processing_error", "reenter_transaction",
        "restricted_card", "revocation_of_all_authorizations", "revocation_of_authorization", "security_violation", "service_not_allowed", "stolen_card",
        "stop_payment_order", "testmode_decline", "transaction_not_allowed", "try_again_later", "withdrawal_count_limit_exceeded",
    ];

    public static TheoryData<string> Codes => [.. Known, "terminal_reader_offline", "terminal_reader_busy", "customer_canceled", "something_new"];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_decline_says_that_nothing_was_taken_and_what_to_do(string code)
    {
        var words = DeclineWords.Of(code);

        Assert.Contains("Nothing was taken", words, StringComparison.Ordinal);
        Assert.DoesNotContain('_', words);
        Assert.EndsWith(".", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost_card")]
    [InlineData("stolen_card")]
    [InlineData("pickup_card")]
    [InlineData("fraudulent")]
    [InlineData("merchant_blacklist")]
    [InlineData("security_violation")]
    [InlineData("something_new")]
    [InlineData(null)]
    public void A_card_that_may_be_stolen_is_only_called_declined(string? code) => Assert.Equal(DeclineWords.Of(Ordinary), DeclineWords.Of(code));

    [Theory]
    [InlineData("insufficient_funds", "not enough money")]
    [InlineData("expired_card", "expired")]
    [InlineData("incorrect_pin", "PIN")]
    [InlineData("terminal_reader_offline", "no network")]
    public void What_the_customer_can_mend_is_said(string code, string expected) => Assert.Contains(expected, DeclineWords.Of(code), StringComparison.Ordinal);
}
