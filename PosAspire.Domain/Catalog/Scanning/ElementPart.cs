using System.Buffers;
using System.Globalization;

namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>One part of an element's value: its letters, its length and what is checked of it.</summary>
/// <param name="Letters">N digits, X the 82 invariant characters, Y the 39 of part numbers, Z base64url (GS1 General Specifications, 7.11).</param>
/// <param name="Check"><c>csum</c> (mod 10), <c>yymmdd</c> or <c>yymmd0</c> (a day of 00 is the month's last), or null.</param>
public sealed record ElementPart(char Letters, int Min, int Max, bool IsOptional, string? Check)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Cset82 = SearchValues.Create("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> Cset39 = SearchValues.Create("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Base64Url = SearchValues.Create("-0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads the table's notation: <c>N14,csum</c>, <c>X..20</c>, <c>[N6]</c>.</summary>
    internal static ElementPart Parse(string text)
    {
        var fields = text.Split(',');
        var optional = fields[0][0] == '[';
        var shape = fields[0].Trim('[', ']');
        var varies = shape.Contains("..", StringComparison.Ordinal);
        var length = int.Parse(shape.AsSpan(varies ? 3 : 1), CultureInfo.InvariantCulture);
        return new(shape[0], varies ? 1 : length, length, optional, fields is [_, var check] ? check : null);
    }

    /// <summary>Whether this text fits the part.</summary>
    public bool Accepts(ReadOnlySpan<char> text) => text.Length >= Min && text.Length <= Max && !text.ContainsAnyExcept(Allowed) && Check switch
    {
        "csum" => Gtin.HasCheckDigit(text),
        "yymmdd" => Gs1Date.TryRead(text, Gs1Date.SomeLeapYear, out _) && text[^2..] is not "00",
        "yymmd0" => Gs1Date.TryRead(text, Gs1Date.SomeLeapYear, out _),
        _ => true,
    };

    private SearchValues<char> Allowed => Letters switch { 'N' => Digits, 'X' => Cset82, 'Y' => Cset39, _ => Base64Url };
}
