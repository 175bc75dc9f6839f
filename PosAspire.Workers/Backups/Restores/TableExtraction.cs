using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>
/// Brings single tables of a copy, at its own or a later moment, into a database beside the shop's: what was deleted by mistake is
/// looked at and copied back from there, and the shop does not stop.
/// </summary>
public sealed class TableExtraction(string database, Restoring restoring, ClientTools tools)
{
    private const string FindMissing = "SELECT name FROM unnest($1) AS name WHERE NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = name) ORDER BY 1";

    /// <param name="into">The new database's name.</param>
    /// <returns>How many rows each table has there.</returns>
    /// <exception cref="BackupException">A table is not in the copy, or there is such a database already; nothing is left then.</exception>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(
        BackupManifest manifest, RecoveryGoal? goal, IReadOnlyList<string> tables, string into, Action<string> tell, CancellationToken cancellation)
    {
        var program = await tools.FindAsync(ClientTools.Dump, manifest.ServerMajor, cancellation);
        using var place = new RestorePlace("posaspire-extract-");
        var file = Path.Combine(place.Folder, "tables");
        var verdict = await restoring.IntoAsync(manifest, goal, place.Cluster, place.Folder, tell, cancellation, restored => DumpAsync(program, restored, tables, file, tell, cancellation));
        foreach (var finding in verdict.Findings)
            tell($"found on the way: {finding}");
        tell($"loading into {into}");
        await new SideDatabase(database, tools).FillAsync(into, file, manifest.ServerMajor, cancellation);
        return await CountAsync(SideDatabase.ConnectionString(database, into), tables, cancellation);
    }

    /// <summary>Without what ties them to other tables, which are not there.</summary>
    private static async Task DumpAsync(string program, string restored, IReadOnlyList<string> tables, string file, Action<string> tell, CancellationToken cancellation)
    {
        await using (var connection = new NpgsqlConnection(restored))
        {
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(FindMissing, connection) { Parameters = { new() { Value = tables.ToArray() } } };
            if (await command.ExecuteScalarAsync(cancellation) is string missing)
                throw new BackupException($"The copy has no table {missing}.");
        }

        tell("taking the tables out of it");
        var server = new NpgsqlConnectionStringBuilder(restored);
        string[] arguments =
        [
            "--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--section=pre-data", "--section=data", $"--file={file}", $"--dbname={server.Database}",
            .. tables.Select(table => $"--table=public.\"{table}\""),
        ];
        await ToolRun.RunAsync(program, arguments, ToolRun.Environment(server), null, cancellation);
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(string side, IReadOnlyList<string> tables, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(side);
        await connection.OpenAsync(cancellation);
        Dictionary<string, long> rows = new(StringComparer.Ordinal);
        foreach (var table in tables)
        {
#pragma warning disable CA2100 // A name cannot be a parameter; the copy has a table of this name.
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM public.\"{table}\"", connection);
#pragma warning restore CA2100
            rows[table] = (long)(await command.ExecuteScalarAsync(cancellation))!;
        }

        return rows;
    }
}
