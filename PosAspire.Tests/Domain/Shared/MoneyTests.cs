using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Shared;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("half_up", "2.5", 0, "3")]
    [InlineData("half_up", "-2.5", 0, "-3")]
    [InlineData("half_even", "2.5", 0, "2")]
    [InlineData("half_even", "3.5", 0, "4")]
    [InlineData("half_down", "2.5", 0, "2")]
    [InlineData("half_down", "2.51", 0, "3")]
    [InlineData("half_down", "-2.5", 0, "-2")]
    [InlineData("up", "2.01", 0, "3")]
    [InlineData("up", "-2.01", 0, "-3")]
    [InlineData("down", "-2.99", 0, "-2")]
    [InlineData("ceiling", "-2.99", 0, "-2")]
    [InlineData("floor", "-2.01", 0, "-3")]
    [InlineData("half_up", "1.005", 2, "1.01")]
    public void Every_rounding_does_what_its_name_says(string rule, string value, int decimals, string expected) =>
        Assert.Equal(Number(expected), EnumText.Parse<Rounding>(rule).Round(Number(value), decimals));

    [Fact]
    public void A_share_is_exact_before_it_is_rounded_once()
    {
        Assert.Equal(new Money(75, Currency.Usd), new Money(1_069, Currency.Usd).Share(0.07m, Rounding.HalfUp));
        Assert.Equal(new Money(3, Currency.Usd), new Money(50, Currency.Usd).Share(0.05m, Rounding.HalfUp));
        Assert.Equal(new Money(2, Currency.Usd), new Money(50, Currency.Usd).Share(0.05m, Rounding.HalfEven));
    }

    [Theory]
    // US shops without pennies: 1, 2, 6, 7 down; 3, 4, 8, 9 up.
    [InlineData(1_001, 5, 1_000)]
    [InlineData(1_002, 5, 1_000)]
    [InlineData(1_003, 5, 1_005)]
    [InlineData(1_004, 5, 1_005)]
    [InlineData(1_006, 5, 1_005)]
    [InlineData(1_007, 5, 1_005)]
    [InlineData(1_008, 5, 1_010)]
    [InlineData(1_009, 5, 1_010)]
    [InlineData(12_765, 100, 12_800)]
    [InlineData(12_749, 100, 12_700)]
    public void Cash_is_rounded_to_coins_that_exist(long amount, long increment, long expected) =>
        Assert.Equal(expected, new Money(amount, Currency.Usd).RoundTo(increment, Rounding.HalfUp).Minor);

    [Fact]
    public void A_split_of_a_hundred_thousand_rupiah_by_three_loses_nothing() =>
        Assert.Equal([33_334L, 33_333, 33_333], new Money(100_000, Currency.Idr).Split(3).Select(part => part.Minor));

    [Fact]
    public void Any_split_adds_up_and_its_parts_differ_by_at_most_one() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Choose(1, 50).ToArbitrary(), (minor, parts) =>
        {
            var split = new Money(minor, Currency.Usd).Split(parts);
            return split.Count == parts && split.Sum(part => part.Minor) == minor && split.Max(part => part.Minor) - split.Min(part => part.Minor) <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Currencies_do_not_mix() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Currency.Usd) + new Money(1, Currency.Idr));

    [Fact]
    public void An_amount_that_does_not_fit_is_an_error_and_not_another_amount() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Currency.Usd) + new Money(1, Currency.Usd));

    [Fact]
    public void Rupiah_have_no_decimals_and_dollars_two()
    {
        Assert.Equal("IDR 275000", new Money(275_000, Currency.Idr).ToString());
        Assert.Equal("USD 42.78", new Money(4_278, Currency.Usd).ToString());
    }

    [Fact]
    public void A_currency_nobody_sells_in_is_refused() => Assert.Throws<ArgumentException>(() => Currency.Of("XXX"));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
