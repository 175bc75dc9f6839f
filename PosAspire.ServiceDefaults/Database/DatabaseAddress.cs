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

    /// <summary>More than the statements that are asked again and again.</summary>
    private const int DefaultPreparedStatements = 100;
    private const int PreparedFromUse = 2;

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
        // The statements of a sale are parsed and planned once a connection. A pooler that hands out another connection for each
        // transaction cannot keep them: its connection string says Max Auto Prepare=0.
        if (!said.ContainsKey("Max Auto Prepare"))
            address.MaxAutoPrepare = DefaultPreparedStatements;
        if (!said.ContainsKey("Auto Prepare Min Usages"))
            address.AutoPrepareMinUsages = PreparedFromUse;
        // Nobody leaves settings, locks or temporary tables on a pooled connection (they live in transactions, or on a connection of
        // their own), so there is nothing to take back; asking the server to do it costs seven statements a use.
        if (!said.ContainsKey("No Reset On Close"))
            address.NoResetOnClose = true;
        address.ApplicationName ??= applicationName;
        // Npgsql's meter tells pools of one process apart only by this name.
        var number = Interlocked.Increment(ref _pools);
        return new DatabaseAddress(address.ConnectionString, number == 1 ? "posdb" : $"posdb-{number}");
    }
}
