using System.Globalization;
using System.Text;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>How much room a text takes on paper of fixed columns, and how it is cut to fit.</summary>
internal static class ReceiptColumns
{
    private const int ZeroWidthJoiner = 0x200D;

    // Blocks that terminals and printers draw two columns wide (Unicode UAX #11, wide and full-width).
    private static readonly (int From, int To)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns that a text takes.</summary>
    public static int Of(string text)
    {
        var columns = 0;
        foreach (var letter in Letters(text))
            columns += OfLetter(letter);
        return columns;
    }

    /// <summary>What a person sees as letters, each with its accents.</summary>
    public static IEnumerable<string> Letters(string text)
    {
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
            yield return letters.GetTextElement();
    }

    /// <summary>One line of visible text: no control or direction marks that would move what follows, blanks as single spaces.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control)
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format || rune.Value == ZeroWidthJoiner)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).TrimEnd();
    }

    /// <summary>Breaks a clean text at its blanks, and inside a word that is too long for a row.</summary>
    public static IEnumerable<string> Wrap(string text, int columns)
    {
        var row = new StringBuilder();
        var used = 0;
        foreach (var word in text.Split(' ').SelectMany(word => Pieces(word, columns)))
        {
            var width = Of(word);
            if (used > 0 && used + 1 + width > columns)
            {
                yield return row.ToString();
                row.Clear();
                used = 0;
            }

            row.Append(used > 0 ? " " : "").Append(word);
            used += width + (used > 0 ? 1 : 0);
        }

        yield return row.ToString();
    }

    private static IEnumerable<string> Pieces(string word, int columns)
    {
        var piece = new StringBuilder();
        var used = 0;
        foreach (var letter in Letters(word))
        {
            var width = OfLetter(letter);
            if (used + width > columns)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }

            piece.Append(letter);
            used += width;
        }

        yield return piece.ToString();
    }

    private static int OfLetter(string letter)
    {
        var columns = 0;
        foreach (var rune in letter.EnumerateRunes())
            columns = Math.Max(columns, OfRune(rune));
        return columns;
    }

    private static int OfRune(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => Array.Exists(Wide, block => rune.Value >= block.From && rune.Value <= block.To) ? 2 : 1,
    };
}
