using System.Globalization;
using System.Text;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>Turns <c>redis://</c> and <c>rediss://</c> (TLS) into StackExchange.Redis's configuration string.</summary>
internal static class RedisUri
{
    private const int DefaultPort = 6379;

    // Redis's own name for the user that a bare password belongs to.
    private const string DefaultUser = "default";

    /// <exception cref="FormatException">What is wrong, without any value.</exception>
    public static string Translate(string uri)
    {
        ConnectionUri parts = ConnectionUri.Parse(uri);
        if (parts.Scheme is not ("redis" or "rediss"))
        {
            throw new FormatException("must begin with redis:// or rediss://");
        }

        if (parts.Hosts.Count == 0)
        {
            throw new FormatException("names no host");
        }

        var result = new StringBuilder();
        result.AppendJoin(',', parts.Hosts.Select(host => host.Host.Contains(':', StringComparison.Ordinal)
            ? $"[{host.Host}]:{host.Port ?? DefaultPort}"
            : $"{host.Host}:{host.Port ?? DefaultPort}"));
        Append(result, "user", parts.User == DefaultUser ? null : parts.User);
        Append(result, "password", parts.Password);
        Append(result, "ssl", parts.Scheme == "rediss" ? "true" : null);
        Append(result, "defaultDatabase", Database(parts));
        // The cache may come up after the host: connecting must not fail the start.
        return result.Append(",abortConnect=false").ToString();
    }

    private static string? Database(ConnectionUri parts)
    {
        string text = parts.Path.Length > 0 ? parts.Path : parts.Query.FirstOrDefault(pair => pair.Key is "db").Value ?? "";
        return text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? (text.Length == 0 ? null : text)
            : throw new FormatException("has a database that is not a number, such as /0");
    }

    private static void Append(StringBuilder result, string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (value.Contains(',', StringComparison.Ordinal))
        {
            throw new FormatException($"has a {name} with a comma, which the Redis client cannot take; choose another one");
        }

        result.Append(CultureInfo.InvariantCulture, $",{name}={value}");
    }
}
