using System.Security.Cryptography;
using System.Text;

namespace PosAspire.Domain.Payments.Ledgers;

/// <summary>The code of a gift card or of store credit, which is as good as cash: it is hashed at once and never written down.</summary>
public sealed record StoredValueCode
{
    public const int MinLength = 16;
    public const int MaxLength = 32;

    /// <summary>How many characters of a code may be shown.</summary>
    public const int ShownLength = 4;

    // Crockford's: no I, L, O and U, which are misread or spell words. 16 of them are 80 bits, so a plain hash cannot be searched through.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int GroupLength = 4;

    private StoredValueCode(byte[] hash, string last4) => (Hash, Last4) = (hash, last4);

    /// <summary>SHA-256 of it.</summary>
    public byte[] Hash { get; }

    public string Last4 { get; }

    /// <summary>A code that nobody can guess, in groups as people read it: <c>7K2M-…</c>.</summary>
    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Letters, MinLength).Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>Reads a code as it was typed or scanned, with or without groups; null when it is none. Printed cards may have longer ones.</summary>
    public static StoredValueCode? Read(string? typed)
    {
        if (typed is null || typed.Length > 2 * MaxLength)
            return null;
        var code = new StringBuilder(typed.Length);
        foreach (var letter in typed)
        {
            if (letter is ' ' or '-')
                continue;
            var plain = Plain(letter);
            if (!char.IsAsciiLetterUpper(plain) && !char.IsAsciiDigit(plain))
                return null;
            code.Append(plain);
        }

        return code.Length is >= MinLength and <= MaxLength
            ? new(SHA256.HashData(Encoding.ASCII.GetBytes(code.ToString())), code.ToString(code.Length - ShownLength, ShownLength))
            : null;
    }

    // It must not get into a log by being part of something that is logged.
    public override string ToString() => $"…{Last4}";

    private static char Plain(char letter) => char.ToUpperInvariant(letter) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var upper => upper,
    };
}
