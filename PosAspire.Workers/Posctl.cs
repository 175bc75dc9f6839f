using System.CommandLine;
using PosAspire.Domain.Database;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Workers.Audit;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Catalog;
using PosAspire.Workers.Database;
using PosAspire.Workers.Identity;
using PosAspire.Workers.Outbox;
using PosAspire.Workers.Payments;
using PosAspire.Workers.Seed;

namespace PosAspire.Workers;

/// <summary>posctl: what an operator asks of the shop once, and then it ends. Exit codes: 0 done, 1 failed, 3 migrations pending, 4 a match found differences.</summary>
internal static class Posctl
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Pending = 3;
    public const int Differences = 4;

    public static Task<int> RunAsync(string[] args) => Root().Parse(args).InvokeAsync();

    /// <summary>Runs a command's work and turns a named failure into its sentence and an exit code.</summary>
    public static Task<int> WorkAsync(Func<string, Task<int>> work) => GuardAsync(() => work(ConnectionString()));

    /// <summary>The same for work that can do without the database.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is MigrationException or SettingException or ImportException or BackupException or Npgsql.NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"posctl: {failure.Message}");
            return Failed;
        }
    }

    private static RootCommand Root() => new("posctl: migrate and seed the shop's database. Without a command the program is the background service.")
    {
        MigrateCommand.Create(),
        SeedCommand.Create(),
        UserCommand.Create(),
        ImportCommand.Create(),
        OutboxCommand.Create(),
        AuditCommand.Create(),
        ReconcileCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
    };

    private static string ConnectionString()
    {
        // The same precedence as in every host: ConnectionStrings__posdb, then DATABASE_URL, then DB_HOST and its kin.
        var builder = PosHost.CreateBuilder();
        builder.AddServiceDefaults(WorkersHost.ServiceName);
        return builder.Configuration.GetConnectionString("posdb")
            ?? throw new MigrationException("No database is configured: set ConnectionStrings__posdb, DATABASE_URL or DB_HOST.");
    }
}
