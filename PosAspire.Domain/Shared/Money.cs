namespace PosAspire.Domain.Shared;

/// <summary>An amount in whole minor units of one currency: 4278 USD is $42.78, 12800 IDR is Rp 12.800.</summary>
/// <remarks>Arithmetic is checked: an amount that does not fit throws <see cref="OverflowException"/>.</remarks>
public readonly record struct Money(long Minor, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + right.MinorOf(left.Currency)), left.Currency);

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - right.MinorOf(left.Currency)), left.Currency);

    public static Money operator *(Money left, long times) => new(checked(left.Minor * times), left.Currency);

    /// <summary>The exact share <c>rate</c> of this amount (0.07 is 7 %), brought to minor units by a named rule.</summary>
    public Money Share(decimal rate, Rounding rounding) => new((long)rounding.Round(Minor * rate), Currency);

    /// <summary>The nearest multiple of <paramref name="incrementMinor"/> by a named rule: coins that no longer exist.</summary>
    public Money RoundTo(long incrementMinor, Rounding rounding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(incrementMinor, 1);
        return new(checked((long)rounding.Round(Minor / (decimal)incrementMinor) * incrementMinor), Currency);
    }

    /// <summary>Splits into parts that differ by at most one minor unit and add up exactly; the larger come first.</summary>
    public IReadOnlyList<Money> Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var (each, rest) = Math.DivRem(Minor, parts);
        var currency = Currency;
        var sign = Math.Sign(rest);
        return [.. Enumerable.Range(0, parts).Select(part => new Money(each + (part < Math.Abs(rest) ? sign : 0), currency))];
    }

    /// <summary>The amount in major units with the currency's decimals, for logs and messages: <c>42.78</c>.</summary>
    public decimal Major => Minor / Power(Currency.Digits);

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Currency.Code} {Major.ToString("F" + Currency.Digits, System.Globalization.CultureInfo.InvariantCulture)}");

    private long MinorOf(Currency expected) =>
        Currency == expected
            ? Minor
            : throw new InvalidOperationException($"{expected} and {Currency} cannot be added: convert first.");

    private static decimal Power(int digits)
    {
        var power = 1m;
        for (var digit = 0; digit < digits; digit++)
            power *= 10;
        return power;
    }
}
