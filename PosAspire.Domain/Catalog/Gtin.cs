using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog;

/// <summary>
/// A trade item number. It is stored as GTIN-14: left-padded with zeros, check digit right (GS1 General Specifications,
/// 7.9: mod 10, weights 3 and 1 from the right).
/// </summary>
/// <remarks>
/// Leading zeros do not change the check digit, so zeros that a spreadsheet lost can be restored safely, and a number
/// is enough to hold it: comparing and looking up costs no text.
/// </remarks>
public readonly record struct Gtin : IComparable<Gtin>
{
    public const int Digits = 14;

    private const int UpcADigits = 12;

    // The shortest number that is accepted with its leading zeros lost: below it, short codes of other kinds begin.
    internal const int FewestDigits = 8;

    private Gtin(long number) => Number = number;

    /// <summary>The number itself, check digit included; 0 for none.</summary>
    public long Number { get; }

    /// <summary>Fourteen digits, as stored.</summary>
    public string Value => Text(Number);

    /// <summary>A number of a barcode in its stored form.</summary>
    public static string Text(long number) => number.ToString("D14", CultureInfo.InvariantCulture);

    public override string ToString() => Value;

    public int CompareTo(Gtin other) => Number.CompareTo(other.Number);

    public static bool operator <(Gtin left, Gtin right) => left.Number < right.Number;

    public static bool operator >(Gtin left, Gtin right) => left.Number > right.Number;

    public static bool operator <=(Gtin left, Gtin right) => left.Number <= right.Number;

    public static bool operator >=(Gtin left, Gtin right) => left.Number >= right.Number;

    /// <summary>Reads typed digits: EAN-8, UPC-A, EAN-13 or GTIN-14, also with leading zeros lost. For what a scanner sends see <see cref="Scan"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> digits, out Gtin gtin, [NotNullWhen(false)] out PosError? error)
    {
        gtin = default;
        error = null;
        if (digits.Length is < FewestDigits or > Digits || !AreDigits(digits))
            error = CatalogErrors.InvalidBarcode("It needs 8 to 14 digits and nothing else.");
        else if (UpcE.TryExpand(digits, out _))
            error = CatalogErrors.InvalidBarcode("It looks like a short UPC-E code: type the long number printed on the case or the shelf.");
        else if (!TryChecked(digits, out gtin))
            error = CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread.");
        return error is null;
    }

    /// <summary>Reads a UPC-A column of a catalogue file, where leading zeros may be lost.</summary>
    public static bool TryParseUpcA(ReadOnlySpan<char> digits, out Gtin gtin)
    {
        gtin = default;
        return digits.Length is > 0 and <= UpcADigits && AreDigits(digits) && TryChecked(digits, out gtin);
    }

    /// <summary>Reads a case code (SCC-14): all fourteen digits, because a shorter one would be a bottle's number.</summary>
    public static bool TryParseCaseCode(ReadOnlySpan<char> digits, out Gtin gtin)
    {
        gtin = default;
        return digits.Length == Digits && AreDigits(digits) && TryChecked(digits, out gtin);
    }

    /// <summary>The number in its stored form; the database holds it to fourteen digits.</summary>
    public static Gtin OfStored(string stored) => new(long.Parse(stored, NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Whether the last of these digits is the mod-10 check digit of the others.</summary>
    public static bool HasCheckDigit(ReadOnlySpan<char> digits) =>
        digits.Length > 1 && CheckDigit(digits[..^1]) == digits[^1] - '0';

    /// <summary>The mod-10 check digit for these digits.</summary>
    public static int CheckDigit(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var at = body.Length - 1; at >= 0; at--)
            sum += (body[at] - '0') * (((body.Length - at) & 1) == 1 ? 3 : 1);
        return (10 - (sum % 10)) % 10;
    }

    internal static bool AreDigits(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
                return false;
        }

        return true;
    }

    /// <summary>The number these digits stand for, if the last is their check digit; zeros alone are no number.</summary>
    internal static bool TryChecked(ReadOnlySpan<char> digits, out Gtin gtin)
    {
        gtin = default;
        if (!HasCheckDigit(digits))
            return false;
        gtin = new(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
        return gtin.Number > 0;
    }

    /// <summary>The number that has these digits before its check digit.</summary>
    internal static Gtin WithCheckDigit(long body)
    {
        Span<char> digits = stackalloc char[Digits];
        body.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        return new((body * 10) + CheckDigit(digits[..written]));
    }
}
