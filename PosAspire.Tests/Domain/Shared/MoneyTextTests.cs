using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Shared;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData("USD", 123_456, "$1,234.56")]
    [InlineData("USD", -1, "-$0.01")]
    [InlineData("USD", 0, "$0.00")]
    [InlineData("IDR", 275_000, "Rp 275.000")]
    [InlineData("IDR", -35, "-Rp 35")]
    [InlineData("IDR", 1_234_567_890, "Rp 1.234.567.890")]
    public void Amounts_read_as_in_the_shop(string currency, long minor, string expected) =>
        Assert.Equal(expected, MoneyText.Of(new(minor, Currency.Of(currency))));

    [Theory]
    [InlineData("0.070000", "7%")]
    [InlineData("0.0725", "7.25%")]
    [InlineData("0", "0%")]
    public void Rates_have_no_needless_zeros(string rate, string expected) =>
        Assert.Equal(expected, MoneyText.Percent(decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture)));
}
