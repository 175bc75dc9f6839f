using System.CommandLine;
using System.Diagnostics;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups;

/// <summary><c>posctl backup create|list|verify</c>; exit code 1 when a backup failed or one is not whole.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string?> Name = new("name") { Description = "A copy's name; without it every copy.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<bool> Restore = new("--restore") { Description = "Also restore each into a place of its own, start it and question it." };

    public static Command Create() => new("backup", "Make, list and check backups.")
    {
        Make(), List(), Verify(), DumpCommand.Make(), DumpCommand.Load(), ExtractCommand.Create(),
    };

    private static Command Make()
    {
        var command = new Command("create", "Make a backup now and read it back.");
        command.SetAction((_, cancellation) => Posctl.WorkAsync(database => BackupParts.WithAsync(database, async services =>
        {
            if (await services.GetRequiredService<BackupRunner>().RunAsync(_ => true, cancellation) is not { } run)
                throw new BackupException("Another backup is being made at this moment; look for it with: posctl backup list");
            await (run.Succeeded ? Console.Out : Console.Error).WriteLineAsync(run.Succeeded ? $"backup {run.Id} made and verified" : $"posctl: backup {run.Id} failed: {run.Problem}");
            return run.Succeeded ? Posctl.Done : Posctl.Failed;
        })));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the backups, the newest first. The database is not needed.");
        command.SetAction((_, cancellation) => Posctl.GuardAsync(() => BackupParts.WithAsync("", async services =>
        {
            var copies = await services.GetRequiredService<BackupCatalogue>().ListAsync(cancellation);
            foreach (var copy in copies)
                await Console.Out.WriteLineAsync(Line(copy));
            if (copies.Count == 0)
                await Console.Out.WriteLineAsync("There are no backups yet.");
            return Posctl.Done;
        })));
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Read every byte of the backups back and hold it against its sums. The database is not needed.") { Name, Restore };
        command.SetAction((parsed, cancellation) => Posctl.GuardAsync(() => BackupParts.WithAsync("", async services =>
        {
            var (catalogue, clock) = (services.GetRequiredService<BackupCatalogue>(), services.GetRequiredService<TimeProvider>());
            var names = parsed.GetValue(Name) is { } one ? [one] : (await catalogue.ListAsync(cancellation)).Select(copy => copy.Id).ToArray();
            var bad = 0;
            foreach (var name in names)
            {
                var started = Stopwatch.GetTimestamp();
                var findings = await catalogue.ReadBackAsync(name, cancellation);
                if (await catalogue.FindAsync(name, cancellation) is { Manifest: not null })
                    await catalogue.NoteAsync(name, new Verification(clock.GetUtcNow(), VerificationDepth.Checksums, Stopwatch.GetElapsedTime(started), findings), cancellation);
                if (findings.Count == 0 && parsed.GetValue(Restore) && await services.GetRequiredService<RestoreDrill>().RunAsync(name, cancellation) is { IsGood: false } proof)
                    findings = proof.Findings;
                foreach (var finding in findings)
                    await Console.Error.WriteLineAsync(finding);
                bad += findings.Count > 0 ? 1 : 0;
                await Console.Out.WriteLineAsync($"{name} {(findings.Count == 0 ? "whole" : "damaged")}");
            }

            await Console.Out.WriteLineAsync($"{names.Length} checked, {bad} damaged");
            if (parsed.GetValue(Name) is null)
            {
                var (files, found) = await services.GetRequiredService<LogInspection>().LookAsync(cancellation);
                foreach (var finding in found)
                    await Console.Error.WriteLineAsync(finding);
                await Console.Out.WriteLineAsync($"log {(found.Count == 0 ? "whole" : "damaged")}, {files} files");
                bad += found.Count;
            }

            return bad == 0 ? Posctl.Done : Posctl.Failed;
        })));
        return command;
    }

    private static string Line(ListedBackup copy) => copy.Manifest is not { } manifest
        ? $"{copy.Id}  damaged  {copy.Problem}"
        : string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{copy.Id}  {(copy.Problem is not null ? "damaged" : copy.IsVerified ? "verified" : "unverified")}  {manifest.Bytes / 1e6:0.0} MB  PostgreSQL {manifest.ServerVersion}{(copy.Problem is { } problem ? "  " + problem : "")}");
}
