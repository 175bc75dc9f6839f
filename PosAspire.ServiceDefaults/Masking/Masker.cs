using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PosAspire.ServiceDefaults.Masking;

/// <summary>
/// Replaces secrets and personal data in free text by <see cref="Mask"/>: passwords in URIs and connection strings, values
/// after a sensitive name (JSON, query, headers), bearer tokens, JWTs, keys, bot tokens, card numbers, e-mail addresses.
/// </summary>
public static class Masker
{
    /// <summary>What stands in place of a masked value (the runbook's own word).</summary>
    public const string Mask = "***MASKED***";

    // A text with none of these holds nothing that the patterns could find; most log lines end here, after one vector pass.
    private static readonly SearchValues<string> s_triggers = SearchValues.Create(
        [
            "bearer", "basic ", "eyj", "sk_", "rk_", "whsec_", "pm_", "akia", "private key", "://", "/bot", "/services/", "/webhooks/", "@",
            "pass", "pwd", "secret", "token", "key", "auth", "cookie", "credential", "dsn", "sig", "jwt", "otp", "pin", "pan", "cvc", "cvv", "csc",
            "iban", "ssn", "dob", "birth", "phone", "email", "name", "number", "security", "connection", "_url", "address",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The text with every secret masked; the same instance when there is none.</summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().ContainsAny(s_triggers))
        {
            text = Patterns(text);
        }

        return CardNumbers.Mask(PhoneNumbers.Mask(text));
    }

    /// <summary>A named value: masked whole when the name is sensitive, else searched like any text.</summary>
    public static string Value(string name, string value) => SensitiveNames.Match(name) ? Mask : Text(value);

    private static string Patterns(string text)
    {
        text = SecretPatterns.PrivateKey().Replace(text, Mask);
        text = SecretPatterns.Scheme().Replace(text, "$1 " + Mask);
        text = SecretPatterns.Jwt().Replace(text, Mask);
        text = SecretPatterns.ProviderKey().Replace(text, Mask);
        text = SecretPatterns.BotToken().Replace(text, "$1" + Mask);
        text = SecretPatterns.HookPath().Replace(text, "$1" + Mask);
        text = SecretPatterns.UserInfo().Replace(text, UserInfo);
        text = SecretPatterns.Header().Replace(text, "$1" + Mask);
        return SecretPatterns.Email().Replace(NamedValues(text), Mask);
    }

    private static string UserInfo(Match match)
    {
        // The user's name helps an operator; without a colon the whole part is the secret (a Sentry key).
        int colon = match.ValueSpan[3..].IndexOf(':');
        return colon < 0 ? $"://{Mask}@" : $"{match.ValueSpan[..(3 + colon)]}:{Mask}@";
    }

    private static string NamedValues(string text)
    {
        StringBuilder? result = null;
        int copied = 0;
        Match match = SecretPatterns.NamedValue().Match(text);
        while (match.Success)
        {
            Group sign = match.Groups["sign"];
            ReadOnlySpan<char> name = match.Groups["name"].ValueSpan;
            bool isSecret = SensitiveNames.Match(name) || IsQueryKey(name, sign.ValueSpan);
            if (isSecret)
            {
                string quote = match.Groups["quote"].Value;
                result ??= new StringBuilder(text.Length);
                result.Append(text, copied, sign.Index + sign.Length - copied).Append(quote).Append(Mask).Append(quote);
                copied = match.Index + match.Length;
            }

            // A harmless name's value may itself hold a pair: "Exception: password=…".
            match = SecretPatterns.NamedValue().Match(text, isSecret ? copied : sign.Index + sign.Length);
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>In a query <c>key=</c> is an API key; elsewhere a key is a cache's or a dictionary's.</summary>
    private static bool IsQueryKey(ReadOnlySpan<char> name, ReadOnlySpan<char> sign) => sign is "=" && name is "key";
}
