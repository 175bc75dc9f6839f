using System.CommandLine;
using PosAspire.Domain.Database;

namespace PosAspire.Workers.Database;

/// <summary><c>posctl migrate deploy|rollback|status</c>.</summary>
internal static class MigrateCommand
{
    private static readonly Option<int> Wait = Seconds("--wait", "Seconds to wait for a database that is just starting.", MigrationLimits.Default.DatabaseWait);
    private static readonly Option<int> TurnWait = Seconds("--lock-wait", "Seconds to wait for another migration to end.", MigrationLimits.Default.TurnWait);
    private static readonly Option<int> Steps = new("--steps") { Description = "How many migrations to take back.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> All = new("--all") { Description = "Take back every migration; the shop's data goes with them." };

    public static Command Create() => new("migrate", "Bring the database schema forward or back.") { Deploy(), Rollback(), Status() };

    private static Command Deploy()
    {
        var command = new Command("deploy", "Apply every pending migration. Two at once are safe.") { Wait, TurnWait };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(async database =>
        {
            var applied = await Migrator(database, parsed).DeployAsync(cancellation);
            await Write(applied, "applied", "The schema is current; nothing to apply.");
            return Posctl.Done;
        }));
        return command;
    }

    private static Command Rollback()
    {
        var command = new Command("rollback", "Take back the newest migration, with the data it holds.") { Wait, TurnWait, Steps, All };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(async database =>
        {
            var migrator = Migrator(database, parsed);
            var steps = parsed.GetValue(All) ? (await migrator.StatusAsync(cancellation)).Applied.Count : parsed.GetValue(Steps);
            await Write(await migrator.RollbackAsync(steps, cancellation), "taken back", "Nothing is applied.");
            return Posctl.Done;
        }));
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "List applied and pending migrations; exit code 3 when some are pending.") { Wait };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(async database =>
        {
            var status = await Migrator(database, parsed).StatusAsync(cancellation);
            await Write(status.Applied, "applied", "Nothing is applied.");
            await Write(status.Pending, "pending", "Nothing is pending.");
            return status.IsCurrent ? Posctl.Done : Posctl.Pending;
        }));
        return command;
    }

    private static SchemaMigrator Migrator(string database, ParseResult parsed) => new(
        database,
        MigrationLimits.Default with
        {
            DatabaseWait = TimeSpan.FromSeconds(parsed.GetValue(Wait)),
            TurnWait = TimeSpan.FromSeconds(parsed.GetValue(TurnWait)),
        },
        TimeProvider.System);

    private static async Task Write(IReadOnlyList<string> migrations, string what, string none)
    {
        foreach (var migration in migrations)
            await Console.Out.WriteLineAsync($"{what} {migration}");
        if (migrations.Count == 0)
            await Console.Out.WriteLineAsync(none);
    }

    private static Option<int> Seconds(string name, string description, TimeSpan usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => (int)usual.TotalSeconds };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 3_600)
                result.AddError($"{name} takes 0 to 3600 seconds.");
        });
        return option;
    }
}
