using System.Globalization;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>
/// A connection URI taken apart: <c>scheme://user:password@host:port,host:port/path?name=value</c>. Parts are percent-decoded.
/// System.Uri is not used: it refuses several hosts and some passwords that psql accepts.
/// </summary>
internal sealed record ConnectionUri(
    string Scheme,
    string? User,
    string? Password,
    IReadOnlyList<(string Host, int? Port)> Hosts,
    string Path,
    IReadOnlyList<KeyValuePair<string, string>> Query)
{
    private const string SchemeEnd = "://";

    /// <summary>True when the text begins like a URI, so that an Npgsql connection string is not mistaken for one.</summary>
    public static bool Looks(string text) => text.Contains(SchemeEnd, StringComparison.Ordinal) && !text.Split(SchemeEnd)[0].Contains('=', StringComparison.Ordinal);

    /// <exception cref="FormatException">What is wrong, without any value.</exception>
    public static ConnectionUri Parse(string text)
    {
        int schemeEnd = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (schemeEnd <= 0)
        {
            throw new FormatException("has no scheme");
        }

        string rest = text[(schemeEnd + SchemeEnd.Length)..];
        (rest, string query) = Cut(rest, rest.IndexOf('?', StringComparison.Ordinal));
        // The last @ counts: a password with an @ that nobody encoded still works, as it does in psql.
        (string authority, string path) = Cut(rest, rest.IndexOf('/', Math.Max(0, rest.LastIndexOf('@'))));
        (string user, string hosts) = authority.Contains('@', StringComparison.Ordinal) ? Cut(authority, authority.LastIndexOf('@')) : ("", authority);
        (string name, string password) = Cut(user, user.IndexOf(':', StringComparison.Ordinal));
        return new ConnectionUri(
            text[..schemeEnd].ToLowerInvariant(),
            name.Length > 0 ? Decode(name) : null,
            password.Length > 0 ? Decode(password) : null,
            [.. hosts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Host)],
            Decode(path),
            [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair)]);
    }

    private static (string Before, string After) Cut(string text, int at) => at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);

    private static (string Host, int? Port) Host(string text)
    {
        int bracket = text.IndexOf(']', StringComparison.Ordinal);
        if (text.StartsWith('[') != bracket > 0)
        {
            throw new FormatException("has an IPv6 address whose brackets do not match");
        }

        (string host, string port) = Cut(text, text.IndexOf(':', Math.Max(0, bracket)));
        return (Decode(host.Trim('[', ']')), port.Length > 0 ? Port(port) : null);
    }

    private static int Port(string text)
        => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? port
            : throw new FormatException("has a port that is not a number from 1 to 65535");

    private static KeyValuePair<string, string> Pair(string text)
    {
        (string name, string value) = Cut(text, text.IndexOf('=', StringComparison.Ordinal));
        return KeyValuePair.Create(Decode(name), Decode(value));
    }

    private static string Decode(string text)
    {
        for (int at = text.IndexOf('%', StringComparison.Ordinal); at >= 0; at = text.IndexOf('%', at + 1))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
            {
                throw new FormatException("has a % that does not begin a two-digit code; write a percent sign itself as %25");
            }
        }

        return Uri.UnescapeDataString(text);
    }
}
