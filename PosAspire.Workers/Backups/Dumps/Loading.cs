using Npgsql;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Restores;

namespace PosAspire.Workers.Backups.Dumps;

/// <summary>Loads a dump into a new database and questions it as a restored copy is questioned.</summary>
public sealed class Loading(string database, DumpStore dumps, ClientTools tools)
{
    /// <summary>So many transactions are begun for nothing at most; a minute's work for each million or less.</summary>
    private const long MaxSkipped = 50_000_000;

    /// <summary>Of each column that holds numbers of transactions.</summary>
    private const string FindColumns =
        """
        SELECT string_agg(format('SELECT max(%I::text::bigint) AS latest FROM %s', a.attname, a.attrelid::regclass), ' UNION ALL ')
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE a.atttypid = 'xid8'::regtype AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
        """;

    private const string Skip =
        """
        DO $skip$ BEGIN
          SET synchronous_commit = off;
          WHILE pg_current_xact_id()::text::bigint <= $1 LOOP COMMIT; END LOOP;
        END $skip$
        """;

    /// <param name="name">Of the new database.</param>
    /// <exception cref="BackupException">It could not be loaded; there is no such database then.</exception>
    public async Task<(DumpManifest Manifest, RestoreVerdict Verdict)> RunAsync(string wanted, string name, Action<string> tell, CancellationToken cancellation)
    {
        var manifest = await dumps.FindAsync(wanted, cancellation);
        var place = Directory.CreateTempSubdirectory("posaspire-load-");
        try
        {
            var file = Path.Combine(place.FullName, "dump");
            tell($"fetching {manifest.Id} and reading every byte of it back");
            await dumps.FetchAsync(manifest, file, cancellation);
            tell($"loading it into {name}");
            await new SideDatabase(database, tools).FillAsync(name, file, manifest.ServerMajor, cancellation);
        }
        finally
        {
            place.Delete(recursive: true);
        }

        var loaded = SideDatabase.ConnectionString(database, name);
        await SkipAsync(loaded, tell, cancellation);
        tell("questioning it: rows, rules, journal, a sale");
        return (manifest, await RestoreChecks.AskAsync(loaded, manifest.Rows, manifest.Audit, isExact: true, cancellation));
    }

    /// <summary>
    /// The journal and the outbox are in the order of the server's own numbers of transactions. A younger server counts on from where it
    /// is, and would write new lines before the old ones: it is brought past them first.
    /// </summary>
    private static async Task SkipAsync(string loaded, Action<string> tell, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(loaded);
        await connection.OpenAsync(cancellation);
        if (await ScalarAsync(connection, FindColumns, cancellation) is not string columns
            || await ScalarAsync(connection, $"SELECT max(latest) FROM ({columns}) numbers", cancellation) is not long latest)
            return;
        var missing = latest - (long)(await ScalarAsync(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint", cancellation))!;
        if (missing < 0)
            return;
        if (missing > MaxSkipped)
            throw new BackupException($"The dump's journal is {missing} transactions ahead of this server. Stop the server, run pg_resetwal --next-transaction-id with a number past {latest}, and load it again.");
        tell($"bringing the server's count of transactions past the journal's ({missing + 1})");
        await ScalarAsync(connection, Skip.Replace("$1", latest.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // The constants of this class, and what the database itself wrote of its own names.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellation);
    }
}
