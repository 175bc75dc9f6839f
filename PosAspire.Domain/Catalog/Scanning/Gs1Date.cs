using System.Globalization;

namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>Dates of six digits, YYMMDD, whose century follows from today's (GS1 General Specifications, 7.12).</summary>
public static class Gs1Date
{
    /// <summary>For asking only whether a date can exist.</summary>
    internal const int SomeLeapYear = 2024;

    private const int FurthestBack = 49;
    private const int FurthestAhead = 50;

    /// <summary>Reads a date; a day of 00 is the last of the month.</summary>
    /// <param name="today">The year of today, which decides the century: 49 years back to 50 ahead.</param>
    public static bool TryRead(ReadOnlySpan<char> digits, int today, out DateOnly date)
    {
        date = default;
        if (digits.Length != 6 || !Gtin.AreDigits(digits))
            return false;
        var (year, month, day) = (Two(digits, 0), Two(digits, 2), Two(digits, 4));
        year += today / 100 * 100;
        year += year - today > FurthestAhead ? -100 : year - today < -FurthestBack ? 100 : 0;
        if (month is < 1 or > 12 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
        return true;
    }

    private static int Two(ReadOnlySpan<char> digits, int at) => int.Parse(digits.Slice(at, 2), NumberStyles.None, CultureInfo.InvariantCulture);
}
