using Npgsql;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>
/// Turns <c>postgres://…</c> into what Npgsql reads. Parameter names: PostgreSQL's libpq documentation, "Connection URIs" and
/// "Parameter Key Words", and the extra ones that Prisma's URIs carry.
/// </summary>
internal static class PostgresUri
{
    private static readonly Dictionary<string, string> s_keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["hostaddr"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["sslnegotiation"] = "SSL Negotiation",
        ["channel_binding"] = "Channel Binding",
        ["gssencmode"] = "GSS Encryption Mode",
        ["krbsrvname"] = "Kerberos Service Name",
        ["passfile"] = "Passfile",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["client_encoding"] = "Client Encoding",
        ["target_session_attrs"] = "Target Session Attributes",
        ["require_auth"] = "Require Auth",
        ["keepalives_idle"] = "TCP Keepalive Time",
        ["keepalives_interval"] = "TCP Keepalive Interval",
        ["schema"] = "Search Path",
        ["connection_limit"] = "Maximum Pool Size",
    };

    /// <exception cref="FormatException">What is wrong, without any value.</exception>
    public static NpgsqlConnectionStringBuilder Translate(string uri)
    {
        ConnectionUri parts = ConnectionUri.Parse(uri);
        if (parts.Scheme is not ("postgres" or "postgresql"))
        {
            throw new FormatException("must begin with postgres:// or postgresql://");
        }

        var result = new NpgsqlConnectionStringBuilder();
        if (parts.Hosts.Count > 0)
        {
            result.Host = string.Join(',', parts.Hosts.Select(host => Address(host, single: parts.Hosts.Count == 1)));
            result.Port = parts.Hosts is [{ Port: { } port }] ? port : result.Port;
        }

        result.Username = parts.User;
        result.Password = parts.Password;
        result.Database = parts.Path.Length > 0 ? parts.Path : null;
        foreach ((string name, string value) in parts.Query)
        {
            Set(result, name, value);
        }

        return string.IsNullOrEmpty(result.Host) ? throw new FormatException("names no host") : result;
    }

    private static string Address((string Host, int? Port) host, bool single)
    {
        bool ipv6 = host.Host.Contains(':', StringComparison.Ordinal);
        return (single || host.Port is null, ipv6) switch
        {
            (true, _) => host.Host,
            (false, true) => $"[{host.Host}]:{host.Port}",
            (false, false) => $"{host.Host}:{host.Port}",
        };
    }

    private static void Set(NpgsqlConnectionStringBuilder result, string name, string value)
    {
        try
        {
            // libpq writes verify-full and read-write, Npgsql VerifyFull and ReadWrite.
            bool isWord = name.ToUpperInvariant() is "SSLMODE" or "TARGET_SESSION_ATTRS" or "CHANNEL_BINDING" or "GSSENCMODE" or "SSLNEGOTIATION";
            bool isSessionWord = name.Equals("target_session_attrs", StringComparison.OrdinalIgnoreCase);
            result[s_keywords.GetValueOrDefault(name, name)] = isWord && !isSessionWord ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException)
        {
            throw new FormatException($"has the parameter \"{name}\", which is unknown or has a value that it cannot take", error);
        }
    }
}
