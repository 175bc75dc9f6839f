namespace PosAspire.Api.Sales.Open;

/// <summary>Short texts that people type: reasons and labels.</summary>
internal static class TypedText
{
    /// <summary>The text without blanks around it; null when nothing is left, when it is too long, or when it is no text.</summary>
    public static string? Read(string? typed, int most) =>
        typed?.Trim() is { Length: > 0 } text && text.Length <= most && !text.Any(char.IsControl) && !HasHalfPair(text) ? text : null;

    // Half of a surrogate pair is no letter and cannot be stored.
    private static bool HasHalfPair(string text)
    {
        for (var position = 0; position < text.Length; position++)
        {
            if (char.IsSurrogatePair(text, position))
                position++;
            else if (char.IsSurrogate(text[position]))
                return true;
        }

        return false;
    }
}
