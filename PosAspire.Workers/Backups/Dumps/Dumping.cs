using System.Reflection;
using Npgsql;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Dumps;

/// <summary>
/// The portable second form: the shop's database by pg_dump. It is of one moment, takes the longer the larger the shop is, and can be
/// loaded into a later version of PostgreSQL and into a server that runs, which a copy of a cluster cannot.
/// </summary>
public sealed class Dumping(string database, StagingPlace staging, DumpStore dumps, KeyRing keys, ClientTools tools, TimeProvider clock)
{
    private static readonly string AppVersion =
        (typeof(Dumping).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1.0.0").Split('+')[0];

    /// <exception cref="BackupException">It could not be made; nothing is listed then.</exception>
    public async Task<DumpManifest> RunAsync(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        var facts = await ServerFacts.ReadAsync(connection, cancellation);
        var program = await tools.FindAsync(ClientTools.Dump, facts.Major, cancellation);
        var (startedAt, head, before) = (clock.GetUtcNow(), await MainTables.HeadAsync(connection, cancellation), await MainTables.CountAsync(connection, cancellation));
        var id = DumpManifest.IdOf(startedAt);
        var place = staging.ForDump(id);
        try
        {
            var path = Path.Combine(place, $"{facts.Database}.dump");
            string[] arguments = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--no-password", $"--file={path}", $"--dbname={facts.Database}"];
            await ToolRun.RunAsync(program, arguments, ToolRun.Environment(new(database)), null, cancellation);
            var after = await MainTables.CountAsync(connection, cancellation);
            return await dumps.KeepAsync(
                id, path, file => new(
                    DumpManifest.CurrentFormat, id, facts.Version, facts.Major, facts.SystemIdentifier, facts.Database, startedAt, clock.GetUtcNow(), file,
                    before.ToDictionary(table => table.Key, table => new Catalogue.RowCount(table.Value, after[table.Key])), head, AppVersion, keys.Current?.Id),
                cancellation);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }
}
