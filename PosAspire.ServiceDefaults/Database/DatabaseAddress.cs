using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Npgsql;
using PosAspire.ServiceDefaults.Configuration;

namespace PosAspire.ServiceDefaults.Database;

/// <summary>Where the database is and how its pool is named, read once from <c>ConnectionStrings:posdb</c>.</summary>
internal sealed record DatabaseAddress(string ConnectionString, string PoolName)
{
    /// <summary>Seconds to wait for a connection, new or from a full pool, unless the connection string says otherwise.</summary>
    private const int DefaultTimeout = 5;

    /// <summary>Seconds a command may run, unless the connection string says otherwise.</summary>
    private const int DefaultCommandTimeout = 10;

    private static int _pools;

    public static DatabaseAddress Read(IConfiguration configuration, string applicationName)
    {
        var text = configuration.GetConnectionString("posdb");
        if (string.IsNullOrWhiteSpace(text))
            throw new SettingException("ConnectionStrings__posdb", "is missing; set it, DATABASE_URL or DB_HOST to where the database is.");
        NpgsqlConnectionStringBuilder address;
        try
        {
            address = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The text is not repeated and its parser's words are dropped: both may hold the password.
            throw new SettingException("ConnectionStrings__posdb", "is not a PostgreSQL connection string (Host=…;Port=…;Database=…;Username=…;Password=…).");
        }

        if (string.IsNullOrEmpty(address.Host))
            throw new SettingException("ConnectionStrings__posdb", "names no Host.");
        var said = new DbConnectionStringBuilder { ConnectionString = text };
        if (!said.ContainsKey("Timeout"))
            address.Timeout = DefaultTimeout;
        if (!said.ContainsKey("Command Timeout") && !said.ContainsKey("CommandTimeout"))
            address.CommandTimeout = DefaultCommandTimeout;
        address.ApplicationName ??= applicationName;
        // Npgsql's meter tells pools of one process apart only by this name.
        var number = Interlocked.Increment(ref _pools);
        return new DatabaseAddress(address.ConnectionString, number == 1 ? "posdb" : $"posdb-{number}");
    }
}
