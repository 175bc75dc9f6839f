using System.CommandLine;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Restores;

/// <summary><c>posctl backup extract</c>: single tables of a copy, into a new database beside the shop's; the shop goes on.</summary>
internal static class ExtractCommand
{
    private static readonly Argument<string[]> Tables = new("table") { Description = "The tables' names.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> From = new("--from") { Description = "latest, or a copy's name or date (backup-2026-01-05); latest without it." };
    private static readonly Option<string?> To = new("--to") { Description = "A moment on the shop's clock, such as \"2026-01-05 12:34\", instead of a copy." };
    private static readonly Option<string> Into = new("--into-database") { Description = "The name of a database that is not there yet, on the configured server.", Required = true };

    public static Command Create()
    {
        var command = new Command("extract", "Bring single tables of a copy into a new database beside the shop's.") { Tables, From, To, Into };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(database => BackupParts.WithAsync(database, async services =>
        {
            var (into, to) = (parsed.GetValue(Into)!, parsed.GetValue(To));
            var copies = await services.GetRequiredService<BackupCatalogue>().ListAsync(cancellation);
            var wanted = parsed.GetValue(From) ?? (to is null ? CopyChoice.Latest : null);
            var (copy, goal) = await RestoreCommand.ChooseAsync(copies, services.GetRequiredService<WalArchive>(), wanted, to, cancellation);
            if (copy.Manifest is not { } manifest)
                throw new BackupException(copy.Problem!);
            await Console.Out.WriteLineAsync($"from {copy.Id}, as of {RecoveryGoal.Utc(goal?.Until ?? goal?.Path.Reaches ?? manifest.EndedAt)}");
            var rows = await services.GetRequiredService<TableExtraction>().RunAsync(manifest, goal, parsed.GetValue(Tables)!, into, Console.Out.WriteLine, cancellation);
            foreach (var (table, count) in rows)
                await Console.Out.WriteLineAsync($"{into}: {table} has {count} rows");
            return Posctl.Done;
        })));
        return command;
    }
}
