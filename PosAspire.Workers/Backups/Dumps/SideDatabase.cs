using Npgsql;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Dumps;

/// <summary>A new database on the shop's server, filled from a file of pg_dump's. It is gone again when that does not succeed.</summary>
internal sealed class SideDatabase(string database, ClientTools tools)
{
    /// <summary>PostgreSQL's own, which every server has.</summary>
    private const string Maintenance = "postgres";

    /// <summary>Where the new one is reached.</summary>
    public static string ConnectionString(string server, string name) => new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false, CommandTimeout = 0 }.ConnectionString;

    /// <exception cref="BackupException">There is one of that name already, or the file could not be loaded.</exception>
    public async Task FillAsync(string name, string file, int dumpMajor, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database, Maintenance));
        await connection.OpenAsync(cancellation);
        var major = connection.PostgreSqlVersion.Major;
        if (major < dumpMajor)
            throw new BackupException($"The server is of PostgreSQL {major}, and the dump of {dumpMajor}: a dump is loaded into its own version or a later one.");
        var program = await tools.FindAsync(ClientTools.Load, major, cancellation);
        try
        {
            await ExecuteAsync(connection, $"CREATE DATABASE {Quoted(name)} TEMPLATE template0 ENCODING 'UTF8'", cancellation);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            throw new BackupException($"There is a database {name} already; it is left as it is. Name another, or drop it first.", problem);
        }

        try
        {
            string[] arguments = ["--exit-on-error", "--no-owner", "--no-privileges", "--no-password", $"--dbname={name}", file];
            await ToolRun.RunAsync(program, arguments, ToolRun.Environment(new(database)), null, cancellation);
        }
        catch
        {
            await ExecuteAsync(connection, $"DROP DATABASE {Quoted(name)}", CancellationToken.None);
            throw;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
#pragma warning disable CA2100 // A name cannot be a parameter; it is quoted.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Quoted(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}
