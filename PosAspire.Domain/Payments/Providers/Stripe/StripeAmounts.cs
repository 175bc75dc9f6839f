using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Payments.Providers.Stripe;

/// <summary>Our minor units as Stripe counts them.</summary>
/// <remarks>
/// Stripe's currency page (docs.stripe.com/currencies) lists the currencies that it counts without decimals; the rupiah is not among them, so
/// Rp 12,800 is 1280000 there and 12800 here. All that it does not list have two decimals there.
/// </remarks>
internal static class StripeAmounts
{
    private const int StripeDigits = 2;

    public static long ToStripe(Money amount) => checked(amount.Minor * Scale(amount.Currency));

    /// <summary>What is less than our smallest unit is dropped: nothing that we asked for has such a part.</summary>
    public static Money FromStripe(long amount, Currency currency) => new(amount / Scale(currency), currency);

    /// <summary>As Stripe writes it.</summary>
    public static string Code(Currency currency) => currency.Code.ToLowerInvariant();

    /// <summary>Null for a currency that we do not sell in, so no payment of ours.</summary>
    public static Currency? Currency(string code) => Known.FirstOrDefault(currency => Code(currency) == code);

    private static readonly Currency[] Known = [Shared.Currency.Usd, Shared.Currency.Idr];

    private static long Scale(Currency currency)
    {
        var scale = 1L;
        for (var digit = currency.Digits; digit < StripeDigits; digit++)
            scale *= 10;
        return scale;
    }
}
