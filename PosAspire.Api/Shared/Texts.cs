using System.Text;

namespace PosAspire.Api.Shared;

/// <summary>What any text that people type must be.</summary>
internal static class Texts
{
    /// <summary>Whether it is so long, not blank where it must be there, and storable: no zero byte and no half characters.</summary>
    public static bool Fits(string text, int min, int max) =>
        text.Length <= max && (min == 0 || !string.IsNullOrWhiteSpace(text)) && !text.Contains('\0', StringComparison.Ordinal) && IsWhole(text);

    /// <summary>Two small letters, as in ISO 639-1.</summary>
    public static bool IsLanguage(string text) => text.Length == 2 && text.All(char.IsAsciiLetterLower);

    private static bool IsWhole(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }

        return true;
    }
}
