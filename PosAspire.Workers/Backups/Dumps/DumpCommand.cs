using System.CommandLine;

namespace PosAspire.Workers.Backups.Dumps;

/// <summary><c>posctl backup dump</c> and <c>posctl backup load</c>; exit code 1 when it failed or what was loaded does not hold together.</summary>
internal static class DumpCommand
{
    private static readonly Argument<string> Name = new("dump") { Description = "latest, or a dump's name or how it begins (dump-2026-01-05)." };
    private static readonly Option<string> Into = new("--into-database") { Description = "The name of a database that is not there yet, on the configured server.", Required = true };

    public static Command Make()
    {
        var command = new Command("dump", "Write the shop's database into a portable file (pg_dump), which later versions of PostgreSQL can load.");
        command.SetAction((_, cancellation) => Posctl.WorkAsync(database => BackupParts.WithAsync(database, async services =>
        {
            var made = await services.GetRequiredService<Dumping>().RunAsync(cancellation);
            await Console.Out.WriteLineAsync($"dump {made.Id} made: {made.Id}/{made.File.Name}, {made.File.Bytes} bytes, sha256 {made.File.Sha256}");
            return Posctl.Done;
        })));
        return command;
    }

    public static Command Load()
    {
        var command = new Command("load", "Load a dump into a new database and question it.") { Name, Into };
        command.SetAction((parsed, cancellation) => Posctl.WorkAsync(database => BackupParts.WithAsync(database, async services =>
        {
            var name = parsed.GetValue(Into)!;
            var (manifest, verdict) = await services.GetRequiredService<Loading>().RunAsync(parsed.GetValue(Name)!, name, Console.Out.WriteLine, cancellation);
            foreach (var finding in verdict.Findings)
                await Console.Error.WriteLineAsync(finding);
            if (verdict.Findings.Count > 0)
            {
                await Console.Error.WriteLineAsync($"posctl: What was loaded does not hold together; it is in {name} for whoever wants to look.");
                return Posctl.Failed;
            }

            await Console.Out.WriteLineAsync($"loaded {manifest.Id} into {name}: {verdict.Transactions} transactions, {verdict.Rows["products"]} products");
            return Posctl.Done;
        })));
        return command;
    }
}
