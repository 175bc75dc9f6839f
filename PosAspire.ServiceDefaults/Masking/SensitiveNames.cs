using System.Buffers;

namespace PosAspire.ServiceDefaults.Masking;

/// <summary>Which property, header and query names hold a secret or personal data, however they are spelled.</summary>
public static class SensitiveNames
{
    private const int MaxLength = 128;

    // Compared without case, blanks and punctuation: access_token, Access-Token and accessToken are one name.
    private static readonly SearchValues<string> s_parts = SearchValues.Create(
        [
            "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "authorization", "cookie", "credential",
            "privatekey", "secretkey", "accesskey", "signingkey", "encryptionkey", "routingkey", "integrationkey", "sentrykey", "masterkey",
            "connectionstring", "databaseurl", "redisurl", "sentrydsn", "signature", "cardnumber", "securitycode", "pincode",
            "email", "phone", "birthdate", "birthday", "dateofbirth", "licensenumber", "licencenumber", "documentnumber", "passport",
            "firstname", "lastname", "fullname", "givenname", "familyname", "customername", "guestname", "postaladdress", "streetaddress",
        ],
        StringComparison.Ordinal);

    private static readonly HashSet<string> s_whole = ["pin", "pan", "cvc", "cvv", "cvv2", "csc", "dob", "ssn", "iban", "auth", "jwt", "dsn", "otp", "sig"];

    // Names that hold one of the parts and are no secret.
    private static readonly HashSet<string> s_harmless = ["tokentype", "tokenlifetime", "cancellationtoken", "passwordrounds", "idempotencykey", "antiforgerytokenname"];

    /// <summary>True when the value under this name must not be shown.</summary>
    public static bool Match(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxLength)
        {
            name = name[^MaxLength..];
        }

        Span<char> buffer = stackalloc char[MaxLength];
        int length = 0;
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                buffer[length++] = char.ToLowerInvariant(letter);
            }
        }

        ReadOnlySpan<char> plain = buffer[..length];
        return Contains(s_whole, plain) || (plain.ContainsAny(s_parts) && !Contains(s_harmless, plain));
    }

    private static bool Contains(HashSet<string> set, ReadOnlySpan<char> name) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
