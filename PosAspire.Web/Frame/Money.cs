using System.Globalization;

namespace PosAspire.Web.Frame;

/// <summary>
/// Shows and reads amounts the way a shop's currency is written. Amounts are integer minor units: cents for USD, whole
/// rupiah for IDR (ISO 4217 gives IDR two decimals; no such coin has been in use for decades, CLDR writes none).
/// </summary>
public static class Money
{
    private const int MaxTypedLength = 16;

    private static readonly Dictionary<string, Style> Styles = new(StringComparer.Ordinal)
    {
        ["USD"] = new("en-US", "$", 2, ",", ".", [500, 1000, 2000, 5000, 10000]),
        ["IDR"] = new("id-ID", "Rp\u00a0", 0, ".", ",", [10000, 20000, 50000, 100000]),
    };

    /// <summary>For example <c>$1,234.56</c> or <c>Rp 1.234.567</c>.</summary>
    public static string Format(long minor, string currency)
    {
        var style = Of(currency);
        var numbers = new NumberFormatInfo
        {
            NumberGroupSeparator = style.Group,
            NumberDecimalSeparator = style.Point,
            NumberDecimalDigits = style.Decimals,
        };
        var amount = Math.Abs((decimal)minor) / Scale(style);
        return (minor < 0 ? "\u2212" : "") + style.Symbol + amount.ToString("N", numbers);
    }

    /// <summary>As somebody would type it into a field: <c>1234.56</c>, in rupiah <c>1234567</c>.</summary>
    public static string Plain(long minor, string currency)
    {
        var style = Of(currency);
        return (minor / Scale(style)).ToString($"F{style.Decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what a cashier typed, with or without the currency's separators; false if it is not an amount.</summary>
    public static bool TryParse(string? typed, string currency, out long minor)
    {
        minor = 0;
        var style = Of(currency);
        var text = (typed ?? "").Trim().Replace(style.Symbol.Trim(), "", StringComparison.Ordinal)
            .Replace(style.Group, "", StringComparison.Ordinal).Replace(style.Point, ".", StringComparison.Ordinal).Trim();
        if (text.Length is 0 or > MaxTypedLength
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        var scaled = amount * Scale(style);
        if (scaled != Math.Floor(scaled) || scaled > long.MaxValue)
            return false;
        minor = (long)scaled;
        return true;
    }

    /// <summary>The next amounts a customer would hand over in notes, smallest first, none of them the exact amount.</summary>
    public static IReadOnlyList<long> NextNotesUp(long dueMinor, string currency) =>
        [.. Of(currency).Notes.Select(note => (dueMinor / note + 1) * note).Distinct().Order().Take(MaxSuggestions)];

    /// <summary>Decimals of the currency's amounts.</summary>
    public static int Decimals(string currency) => Of(currency).Decimals;

    /// <summary>The locale whose number format the currency's amounts follow (for the browser's own formatter).</summary>
    public static string Locale(string currency) => Of(currency).Locale;

    private const int MaxSuggestions = 4;

    private static decimal Scale(Style style) => (decimal)Math.Pow(10, style.Decimals);

    private static Style Of(string currency) => Styles.TryGetValue(currency, out var style)
        ? style
        : throw new NotSupportedException($"Web does not know how amounts in {currency} are written.");

    private sealed record Style(string Locale, string Symbol, int Decimals, string Group, string Point, long[] Notes);
}
