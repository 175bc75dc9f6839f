using System.Globalization;

namespace PosAspire.Domain.Shared;

/// <summary>Amounts as people read them in the shop: <c>$1,234.56</c>, <c>Rp 275.000</c>.</summary>
public static class MoneyText
{
    // CLDR 48: en-US groups by commas; id-ID by points, and writes the rupiah without decimals.
    private static readonly NumberFormatInfo Dollars = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." };
    private static readonly NumberFormatInfo Rupiah = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    /// <summary>The amount with its symbol; a minus stands before both.</summary>
    public static string Of(Money money)
    {
        var sign = money.Minor < 0 ? "-" : "";
        var rupiah = money.Currency == Currency.Idr;
        var digits = Math.Abs(money.Major).ToString("N" + money.Currency.Digits, rupiah ? Rupiah : Dollars);
        return rupiah ? $"{sign}Rp {digits}" : $"{sign}${digits}";
    }

    /// <summary>A rate as a percentage without needless zeros: 0.0725 is <c>7.25%</c>.</summary>
    public static string Percent(decimal rate) => (rate * 100).ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
