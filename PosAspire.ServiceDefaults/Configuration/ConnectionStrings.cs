using Microsoft.Extensions.Configuration;
using Npgsql;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>
/// Settles where the database and the cache are, once, into <c>ConnectionStrings:posdb</c> and <c>ConnectionStrings:cache</c>:
/// the connection string wins over <c>DATABASE_URL</c> and <c>REDIS_URL</c>, and those over <c>DB_HOST</c> and its kin.
/// </summary>
internal static class ConnectionStrings
{
    public const string Database = "ConnectionStrings:posdb";
    public const string Cache = "ConnectionStrings:cache";

    private const int MaxPort = 65535;
    private const string DefaultUser = "postgres";
    private const string DefaultDatabase = "pos_system";

    /// <summary>Reads every source and writes the two settled strings with the highest precedence.</summary>
    /// <exception cref="SettingException">The setting in force cannot be read.</exception>
    public static void Settle(IConfigurationManager configuration)
    {
        var settled = new Dictionary<string, string?>();
        if (FindDatabase(configuration) is { } database)
        {
            PoolSize.Apply(database, configuration);
            settled[Database] = database.ConnectionString;
        }

        if (FindCache(configuration) is { } cache)
        {
            settled[Cache] = cache;
        }

        configuration.AddInMemoryCollection(settled);
    }

    private static NpgsqlConnectionStringBuilder? FindDatabase(IConfiguration configuration)
    {
        if ((configuration.Text(Database), configuration.Text("DATABASE_URL")) is var (settled, uri) && (settled ?? uri) is { } text)
        {
            string name = settled is not null ? "ConnectionStrings__posdb" : "DATABASE_URL";
            return Read(name, text, value => ConnectionUri.Looks(value) ? PostgresUri.Translate(value) : new NpgsqlConnectionStringBuilder(value));
        }

        return configuration.Text("DB_HOST") is { } host ? FromParts(configuration, host) : null;
    }

    private static NpgsqlConnectionStringBuilder FromParts(IConfiguration configuration, string host)
    {
        var parts = new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = configuration.Number("DB_PORT", 1, MaxPort) ?? NpgsqlConnection.DefaultPort,
            Username = configuration.Text("DB_USER") ?? DefaultUser,
            // A password may begin or end with a blank, so it is not trimmed.
            Password = configuration["DB_PASSWORD"],
            Database = configuration.Text("DB_NAME") ?? DefaultDatabase,
        };
        if (configuration.Word("DB_SSLMODE", "disable", "allow", "prefer", "require", "verify-ca", "verify-full") is { } mode)
        {
            parts["SSL Mode"] = mode.Replace("-", "", StringComparison.Ordinal);
        }

        return parts;
    }

    private static string? FindCache(IConfiguration configuration)
    {
        string? settled = configuration.Text(Cache);
        string? text = settled ?? configuration.Text("REDIS_URL");
        return text is null || !ConnectionUri.Looks(text)
            ? text
            : Read(settled is not null ? "ConnectionStrings__cache" : "REDIS_URL", text, RedisUri.Translate);
    }

    private static T Read<T>(string name, string value, Func<string, T> read)
    {
        try
        {
            return read(value);
        }
        catch (FormatException error)
        {
            throw new SettingException(name, $"{error.Message}.");
        }
        catch (ArgumentException)
        {
            // The reader's own text may show the value, and with it the password.
            throw new SettingException(name, "is neither a URI (postgres://user:password@host:5432/database) nor a connection string (Host=…;Database=…).");
        }
    }
}
