using System.Text;

namespace PosAspire.ServiceDefaults.Masking;

/// <summary>
/// Finds payment card numbers: 14 to 19 digits, grouped by blanks or hyphens or not at all, that begin like a card scheme's
/// numbers and pass the Luhn check (ISO/IEC 7812-1). Thirteen digits are left alone: they are barcodes.
/// </summary>
public static class CardNumbers
{
    private const int MinDigits = 14;
    private const int MaxDigits = 19;

    /// <summary>The text with card numbers masked; the same instance when there is none.</summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? result = null;
        int copied = 0;
        for (int at = NextDigit(text, 0); at >= 0; at = NextDigit(text, at))
        {
            (int end, bool isCard) = Run(text, at);
            if (isCard)
            {
                result ??= new StringBuilder(text.Length);
                result.Append(text, copied, at - copied).Append(Masker.Mask);
                copied = end;
            }

            at = end;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    private static int NextDigit(string text, int from)
    {
        int offset = text.AsSpan(from).IndexOfAnyInRange('0', '9');
        return offset < 0 ? -1 : from + offset;
    }

    /// <summary>
    /// Reads groups of digits from <paramref name="start"/> and takes the longest whole groups that are a card; a quantity before
    /// or an expiry date behind the number does not hide it. Without a card the search goes on behind the first group.
    /// </summary>
    private static (int End, bool IsCard) Run(string text, int start)
    {
        Span<char> digits = stackalloc char[MaxDigits];
        int count = 0;
        int firstGroupEnd = 0;
        int cardEnd = 0;
        int at = start;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                if (count < MaxDigits)
                {
                    digits[count] = text[at];
                }

                count++;
                at++;
            }

            firstGroupEnd = firstGroupEnd == 0 ? at : firstGroupEnd;
            bool isPartOfWord = (start > 0 && IsWord(text[start - 1])) || (at < text.Length && IsWord(text[at]));
            cardEnd = !isPartOfWord && IsCard(digits, count) ? at : cardEnd;
            at += at < text.Length && (text[at] is ' ' or '-') ? 1 : 0;
            if (count > MaxDigits || at == text.Length || !char.IsAsciiDigit(text[at]))
            {
                break;
            }
        }

        return cardEnd > 0 ? (cardEnd, true) : (firstGroupEnd, false);
    }

    private static bool IsWord(char letter) => char.IsAsciiLetter(letter) || letter is '_';

    private static bool IsCard(ReadOnlySpan<char> digits, int count)
        => count is >= MinDigits and <= MaxDigits && digits[0] is >= '2' and <= '6' && PassesLuhn(digits[..count]);

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        int sum = 0;
        for (int at = 0; at < digits.Length; at++)
        {
            int digit = digits[^(at + 1)] - '0';
            int doubled = at % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
