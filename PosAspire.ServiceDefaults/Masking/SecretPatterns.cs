using System.Text.RegularExpressions;

namespace PosAspire.ServiceDefaults.Masking;

/// <summary>The shapes of secrets. Each is bounded or runs in linear time; none is tried on a text without a trigger.</summary>
internal static partial class SecretPatterns
{
    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(-----END [A-Z ]{0,40}-----)?", RegexOptions.CultureInvariant)]
    public static partial Regex PrivateKey();

    /// <summary>An HTTP authentication scheme and its credential; "basic" is also an English word, so it needs a digit or a padding sign.</summary>
    [GeneratedRegex(@"\b(Bearer|Basic(?=\s+\S*[\d=]))\s+[\w\-.~+/]{6,}=*", Loose)]
    public static partial Regex Scheme();

    [GeneratedRegex(@"\beyJ[\w-]{5,}\.[\w-]+(\.[\w-]*)?", RegexOptions.CultureInvariant)]
    public static partial Regex Jwt();

    /// <summary>Stripe's secret, restricted and webhook keys, its names of stored cards, what lets a browser pay, and AWS access key ids.</summary>
    [GeneratedRegex(@"\b(?:(?:sk|rk|whsec|pm)_[\w+/=]{6,}|pi_[A-Za-z0-9]+_secret_\w+|AKIA[A-Z0-9]{12,})", RegexOptions.CultureInvariant)]
    public static partial Regex ProviderKey();

    /// <summary>Telegram's bot token stands in the path.</summary>
    [GeneratedRegex(@"(/bot)\d+(?::|%3A)[\w-]+", Loose)]
    public static partial Regex BotToken();

    /// <summary>Slack's and Discord's incoming webhooks are secrets as a whole.</summary>
    [GeneratedRegex(@"(hooks\.slack\.com/services/|/api/webhooks/)[\w\-/]+", Loose)]
    public static partial Regex HookPath();

    [GeneratedRegex(@"://[^/\s""']{1,512}@", RegexOptions.CultureInvariant)]
    public static partial Regex UserInfo();

    /// <summary>Headers whose value runs to the end of the line.</summary>
    [GeneratedRegex(@"\b((?:proxy-)?authorization\s*:\s*|(?:set-)?cookie\s*:\s*)[^\r\n""]+", Loose)]
    public static partial Regex Header();

    /// <summary>
    /// A name, a sign and a value: <c>"pin":"1"</c>, <c>\"pin\":\"1\"</c>, <c>pin=1</c>, <c>Password=a b;</c>. Whether the name is
    /// sensitive is decided by <see cref="SensitiveNames"/>.
    /// </summary>
    [GeneratedRegex(
        @"(?<![\w.\-])(?<name>(?>[A-Za-z][\w.\-]{1,200}))(?<sign>\]?\\*[""']?\s{0,4}[=:]\s{0,4})"
        + @"(?:(?<quote>\\+"")(?:(?!\\+"").)*\\+""|(?<quote>"")(?:[^""\\]|\\.)*""?|(?<quote>')[^']*'?"
        + @"|(?<quote>)(?:\[[^\]]*\]?|\{[^}]*\}?|(?<==)[^;\n&""]*(?=;)|[^\s;,&""'}\])]+))",
        RegexOptions.CultureInvariant)]
    public static partial Regex NamedValue();

    [GeneratedRegex(@"[\w.+\-]{1,64}(?:@|%40)[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})+", RegexOptions.CultureInvariant)]
    public static partial Regex Email();
}
