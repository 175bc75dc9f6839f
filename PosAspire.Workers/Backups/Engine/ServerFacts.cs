using Npgsql;
using PosAspire.Workers.Backups.Catalogue;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>What a server says of itself.</summary>
/// <param name="SystemIdentifier">The cluster's own number.</param>
/// <param name="WalSegmentBytes">How long a file of its log is.</param>
/// <param name="Bytes">All its databases together.</param>
public sealed record ServerFacts(string Version, int Major, string SystemIdentifier, string Database, string DatabaseUser, long WalSegmentBytes, long Bytes)
{
    private const string Find =
        """
        SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
          (SELECT system_identifier::text FROM pg_control_system()), current_database(), current_user::text,
          (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'), (SELECT sum(pg_database_size(oid))::bigint FROM pg_database)
        """;

    public static async Task<ServerFacts> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Find, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new(reader.GetString(0).Split(' ')[0], reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5), reader.GetInt64(6));
    }
}

/// <summary>What is counted before and after a copy is made, and again when it is restored.</summary>
public static class MainTables
{
    /// <summary>Tables whose rows are never removed, so that a restored count lies between the two.</summary>
    private static readonly string[] Names = ["orders", "payments", "refunds", "stock_movements", "audit_entries", "audit_chain", "products", "users"];

    private const string Count =
        """
        SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM payments), (SELECT count(*) FROM refunds), (SELECT count(*) FROM stock_movements),
          (SELECT count(*) FROM audit_entries), (SELECT count(*) FROM audit_chain), (SELECT count(*) FROM products), (SELECT count(*) FROM users)
        """;

    private const string FindHead = "SELECT number, encode(hash, 'hex') FROM audit_chain ORDER BY number DESC LIMIT 1";

    private const int CountSeconds = 600;

    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Count, connection) { CommandTimeout = CountSeconds };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return Names.Select((name, index) => (name, Rows: reader.GetInt64(index))).ToDictionary(table => table.name, table => table.Rows);
    }

    /// <summary>The newest sealed block of the journal.</summary>
    public static async Task<AuditHead?> HeadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindHead, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), reader.GetString(1)) : null;
    }
}
