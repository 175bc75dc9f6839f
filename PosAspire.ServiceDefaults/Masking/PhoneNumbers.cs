using System.Text.RegularExpressions;

namespace PosAspire.ServiceDefaults.Masking;

/// <summary>Finds phone numbers in international form: a plus sign and 9 to 15 digits (ITU-T E.164), blanks and hyphens between.</summary>
public static partial class PhoneNumbers
{
    /// <summary>The text with phone numbers masked; the same instance when there is none.</summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('+', StringComparison.Ordinal) ? International().Replace(text, Masker.Mask) : text;
    }

    [GeneratedRegex(@"(?<![\w:.])\+\d(?:[ -]?\d){8,14}(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex International();
}
