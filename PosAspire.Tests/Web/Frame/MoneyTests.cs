using PosAspire.Web.Frame;

namespace PosAspire.Tests.Web.Frame;

public class MoneyTests
{
    [Theory]
    [InlineData(0, "USD", "$0.00")]
    [InlineData(123456, "USD", "$1,234.56")]
    [InlineData(-2, "USD", "−$0.02")]
    [InlineData(1234567, "IDR", "Rp\u00a01.234.567")]
    [InlineData(275000, "IDR", "Rp\u00a0275.000")]
    public void Amounts_are_written_as_the_shops_currency_is(long minor, string currency, string written) =>
        Assert.Equal(written, Money.Format(minor, currency));

    [Theory]
    [InlineData("50", "USD", 5000)]
    [InlineData("50.2", "USD", 5020)]
    [InlineData(" $1,234.56 ", "USD", 123456)]
    [InlineData("100000", "IDR", 100000)]
    [InlineData("Rp 100.000", "IDR", 100000)]
    public void What_a_cashier_types_is_read(string typed, string currency, long minor)
    {
        Assert.True(Money.TryParse(typed, currency, out var read));
        Assert.Equal(minor, read);
    }

    [Theory]
    [InlineData("", "USD")]
    [InlineData("fifty", "USD")]
    [InlineData("-5", "USD")]
    [InlineData("1e3", "USD")]
    [InlineData("0.005", "USD")]
    [InlineData("1,5", "IDR")]
    [InlineData("99999999999999999", "USD")]
    public void What_is_not_an_amount_is_refused(string typed, string currency) =>
        Assert.False(Money.TryParse(typed, currency, out _));

    [Fact]
    public void The_next_notes_up_are_what_a_customer_would_hand_over()
    {
        Assert.Equal([4500, 5000, 6000, 10000], Money.NextNotesUp(4280, "USD"));
        Assert.Equal([5500, 6000, 10000], Money.NextNotesUp(5000, "USD"));
        Assert.Equal([280000, 300000], Money.NextNotesUp(275000, "IDR"));
    }

    [Fact]
    public void A_currency_nobody_described_is_an_error_and_not_a_guess() =>
        Assert.Throws<NotSupportedException>(() => Money.Format(1, "EUR"));
}
