using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PosAspire.Domain.Catalog.Search;

/// <summary>
/// Splits texts into the words that are searched: lower case, without accents, letters apart from digits, so that
/// <c>750ML</c>, <c>750 ml</c> and <c>Añejo 750ml</c> meet.
/// </summary>
public static class SearchWords
{
    /// <summary>Longer words are cut; no name needs more.</summary>
    public const int MaxLength = 32;

    // Behind a number they stand on almost every product and tell none from another.
    private static readonly FrozenSet<string> Units =
        FrozenSet.Create(StringComparer.Ordinal, "ml", "cl", "dl", "l", "lt", "ltr", "liter", "litre", "oz", "g", "gr", "kg");

    private enum Kind
    {
        Gap,
        Letter,
        Digit,
    }

    /// <summary>Adds the words of a text in their order, without the units behind numbers.</summary>
    public static void Split(string text, List<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        var from = words.Count;
        SplitWhole(text, words);
        for (var at = words.Count - 1; at > from; at--)
        {
            if (Units.Contains(words[at]) && IsNumber(words[at - 1]))
                words.RemoveAt(at);
        }
    }

    /// <summary>Adds the number of a size, and by what other number it goes: a litre and three quarters is 1.75 and 1750.</summary>
    public static void SplitSize(string size, List<string> words)
    {
        ArgumentNullException.ThrowIfNull(size);
        ArgumentNullException.ThrowIfNull(words);
        var from = words.Count;
        SplitWhole(size, words);
        for (var at = words.Count - 1; at > from; at--)
        {
            if (!Units.Contains(words[at]) || !decimal.TryParse(words[at - 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                continue;
            if (words[at] is "l" or "ml" && number is > 0 and < 100_000)
                words[at] = (words[at] == "l" ? number * 1_000 : number / 1_000).ToString("0.###", CultureInfo.InvariantCulture);
            else
                words.RemoveAt(at);
        }
    }

    internal static bool IsNumber(string word) => char.IsAsciiDigit(word[0]);

    private static void SplitWhole(string text, List<string> words)
    {
        Span<char> word = stackalloc char[MaxLength];
        var (length, last) = (0, Kind.Gap);
        var plain = Plain(text);
        for (var at = 0; at < plain.Length; at++)
        {
            var letter = plain[at];
            // Daniel's and daniels are one word; 1.75 stays one number.
            if (letter is '\'' or '’' or '`' && last == Kind.Letter)
                continue;
            var kind = char.IsAsciiDigit(letter) || (IsPoint(letter) && IsBetweenDigits(plain, at)) ? Kind.Digit : char.IsLetterOrDigit(letter) ? Kind.Letter : Kind.Gap;
            if (kind != last && length > 0)
            {
                words.Add(word[..length].ToString());
                length = 0;
            }

            last = kind;
            if (kind != Kind.Gap && length < MaxLength)
                word[length++] = IsPoint(letter) ? '.' : char.ToLowerInvariant(letter);
        }

        if (length > 0)
            words.Add(word[..length].ToString());
    }

    private static bool IsPoint(char letter) => letter is '.' or ',';

    private static bool IsBetweenDigits(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);

    private static string Plain(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        // A name from a file may hold half a character; it is not searched by.
        var whole = text.EnumerateRunes().Aggregate(new StringBuilder(text.Length), static (made, rune) => made.Append(rune)).ToString();
        var plain = new StringBuilder(whole.Length);
        foreach (var letter in whole.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(letter);
        }

        return plain.ToString();
    }
}
