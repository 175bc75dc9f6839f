using System.Diagnostics.CodeAnalysis;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog;

/// <summary>
/// A trade item number in the one form it is stored in: GTIN-14, left-padded with zeros, check digit right
/// (GS1 General Specifications, 7.9: mod 10, weights 3 and 1 from the right).
/// </summary>
/// <remarks>Leading zeros do not change the check digit, so zeros that a spreadsheet lost can be restored safely.</remarks>
public readonly record struct Gtin
{
    public const int Digits = 14;

    private const int UpcEDigits = 8;
    private const int UpcADigits = 12;

    // The shortest number that is accepted with its leading zeros lost: below it, short codes of other kinds begin.
    private const int FewestDigits = 8;

    private Gtin(string value) => Value = value;

    /// <summary>Fourteen digits.</summary>
    public string Value { get; }

    public override string ToString() => Value;

    /// <summary>Reads a scanned or typed code: EAN-8, UPC-A, EAN-13 or GTIN-14, also with leading zeros lost.</summary>
    public static bool TryParse(string scanned, out Gtin gtin, [NotNullWhen(false)] out PosError? error)
    {
        gtin = default;
        error = null;
        if (scanned.Length is < FewestDigits or > Digits || !scanned.All(char.IsAsciiDigit))
            error = CatalogErrors.InvalidBarcode("It needs 8 to 14 digits and nothing else.");
        else if (scanned.Length == UpcEDigits && IsUpcE(scanned))
            error = CatalogErrors.InvalidBarcode("It looks like a short UPC-E code: type the long number printed on the case or the shelf.");
        else if (!HasCheckDigit(scanned))
            error = CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread.");
        else
            gtin = Pad(scanned);
        return error is null;
    }

    /// <summary>Reads a UPC-A column of a catalogue file, where leading zeros may be lost.</summary>
    public static bool TryParseUpcA(string digits, out Gtin gtin)
    {
        var right = digits.Length is > 0 and <= UpcADigits && digits.All(char.IsAsciiDigit) && HasCheckDigit(digits);
        gtin = right ? Pad(digits) : default;
        return right;
    }

    /// <summary>Reads a case code (SCC-14): all fourteen digits, because a shorter one would be a bottle's number.</summary>
    public static bool TryParseCaseCode(string digits, out Gtin gtin)
    {
        var right = digits.Length == Digits && digits.All(char.IsAsciiDigit) && HasCheckDigit(digits);
        gtin = right ? Pad(digits) : default;
        return right;
    }

    /// <summary>Whether the last of these digits is the mod-10 check digit of the others.</summary>
    public static bool HasCheckDigit(ReadOnlySpan<char> digits) =>
        digits.Length > 1 && CheckDigit(digits[..^1]) == digits[^1] - '0';

    /// <summary>The mod-10 check digit for these digits.</summary>
    public static int CheckDigit(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var fromRight = 0; fromRight < body.Length; fromRight++)
            sum += (body[^(fromRight + 1)] - '0') * (fromRight % 2 == 0 ? 3 : 1);
        return (10 - (sum % 10)) % 10;
    }

    private static Gtin Pad(string digits) => new(digits.PadLeft(Digits, '0'));

    // An eight-digit code of number system 0 or 1 can be UPC-E or EAN-8. GS1 keeps EAN-8 numbers that begin with 0
    // for use inside one shop, so a code that checks out as UPC-E is taken for one rather than matched as EAN-8.
    private static bool IsUpcE(string code)
    {
        if (code[0] is not ('0' or '1'))
            return false;
        var (system, d, last) = (code[..1], code[1..7], code[6]);
        var body = last switch
        {
            '0' or '1' or '2' => $"{system}{d[..2]}{last}0000{d[2..5]}",
            '3' => $"{system}{d[..3]}00000{d[3..5]}",
            '4' => $"{system}{d[..4]}00000{d[4]}",
            _ => $"{system}{d[..5]}0000{last}",
        };
        return CheckDigit(body) == code[7] - '0';
    }
}
