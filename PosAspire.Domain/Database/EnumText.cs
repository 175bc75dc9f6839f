using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Database;

/// <summary>Enums are stored as the words of the wire and the runbook: <c>AwaitingPayment</c> → <c>awaiting_payment</c>.</summary>
public static class EnumText
{
    /// <summary>The stored word.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Cache<T>.Words[value];

    /// <summary>The value behind a stored word.</summary>
    /// <exception cref="KeyNotFoundException">The word is none of the enum's: a newer release wrote it.</exception>
    public static T Parse<T>(string word)
        where T : struct, Enum => Cache<T>.Values[word];

    /// <summary>The value behind a word that somebody else wrote; false when it is none of the enum's.</summary>
    public static bool TryParse<T>(string word, out T value)
        where T : struct, Enum => Cache<T>.Values.TryGetValue(word, out value);

    internal static PropertyBuilder<T> AsText<T>(this PropertyBuilder<T> property)
        where T : struct, Enum =>
        property.HasConversion(value => Of(value), word => Parse<T>(word)).HasColumnType("text");

    private static class Cache<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(value => value, value => SnakeCase.Of(value.ToString()));
        public static readonly Dictionary<string, T> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
