using Microsoft.Extensions.Configuration;
using Npgsql;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>Puts the runbooks' pool settings into the connection string: one place that every data source reads.</summary>
internal static class PoolSize
{
    private const int MaxConnections = 1000;
    private const int DefaultMaxConnections = 25;
    private static readonly TimeSpan s_maxLifetime = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_defaultLifetime = TimeSpan.FromHours(1);

    /// <summary><c>DATABASE_POOL_MAX</c> wins, then <c>DB_MAX_OPEN_CONNS</c>, then the string's own value, then the runbook's default of 25.</summary>
    public static void Apply(NpgsqlConnectionStringBuilder database, IConfiguration configuration)
    {
        int? max = configuration.Number("DATABASE_POOL_MAX", 1, MaxConnections);
        int? maxOpen = configuration.Number("DB_MAX_OPEN_CONNS", 1, MaxConnections);
        int? kept = configuration.Number("DB_MAX_IDLE_CONNS", 0, MaxConnections);
        TimeSpan? lifetime = configuration.Duration("DB_CONN_MAX_LIFETIME", s_maxLifetime);

        database.MaxPoolSize = max ?? maxOpen ?? (database.ShouldSerialize("Maximum Pool Size") ? database.MaxPoolSize : DefaultMaxConnections);
        if (kept is { } idle)
        {
            // Npgsql closes idle connections after a while, down to this number: that is what "max idle" asks to keep.
            database.MinPoolSize = idle;
        }

        database.MinPoolSize = Math.Min(database.MinPoolSize, database.MaxPoolSize);
        database.ConnectionLifetime = (int)(lifetime ?? (database.ShouldSerialize("Connection Lifetime") ? TimeSpan.FromSeconds(database.ConnectionLifetime) : s_defaultLifetime)).TotalSeconds;
    }
}
