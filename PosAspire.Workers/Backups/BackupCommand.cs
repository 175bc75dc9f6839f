using System.CommandLine;
using System.Diagnostics;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Dumps;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Mirrors;
using PosAspire.Workers.Backups.Restores;
using PosAspire.Workers.Backups.Stores;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups;

/// <summary><c>posctl backup create|list|verify</c>; exit code 1 when a backup failed or one is not whole.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string?> Name = new("name") { Description = "A copy's name; without it every copy.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<bool> Restore = new("--restore") { Description = "Also restore each into a place of its own, start it and question it." };

    public static Command Create() => new("backup", "Make, list and check backups.")
    {
        Make(), List(), Verify(), Stores(), DumpCommand.Make(), DumpCommand.Load(), ExtractCommand.Create(),
    };

    private static Command Make()
    {
        var command = new Command("create", "Make a backup now and read it back.");
        command.SetAction((_, cancellation) => Posctl.WorkAsync(database => BackupParts.WithAsync(database, async services =>
        {
            if (await services.GetRequiredService<BackupRunner>().RunAsync(_ => true, cancellation) is not { } run)
                throw new BackupException("Another backup is being made at this moment; look for it with: posctl backup list");
            foreach (var mirror in run.Succeeded ? await services.GetRequiredService<MirrorKeeping>().RoundAsync(cancellation) : [])
            {
                if (mirror.Problem is { } behind)
                    await Console.Error.WriteLineAsync($"posctl: the mirror {mirror.Name} is not level: {behind}");
            }

            await (run.Succeeded ? Console.Out : Console.Error).WriteLineAsync(run.Succeeded ? $"backup {run.Id} made and verified" : $"posctl: backup {run.Id} failed: {run.Problem}");
            return run.Succeeded ? Posctl.Done : Posctl.Failed;
        })));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List the backups, the newest first. The database is not needed.") { BackupParts.Store };
        command.SetAction((parsed, cancellation) => Posctl.GuardAsync(() => BackupParts.WithAsync("", async services =>
        {
            var copies = await services.GetRequiredService<BackupCatalogue>().ListAsync(cancellation);
            foreach (var copy in copies)
                await Console.Out.WriteLineAsync(Line(copy));
            if (copies.Count == 0)
                await Console.Out.WriteLineAsync("There are no backups yet.");
            return Posctl.Done;
        }, parsed.GetValue(BackupParts.Store))));
        return command;
    }

    private static Command Stores()
    {
        var command = new Command("stores", "Name the places where backups are kept, the first one first, and how they are.");
        command.SetAction((_, cancellation) => Posctl.GuardAsync(() => BackupParts.WithAsync("", async services =>
        {
            var code = Posctl.Done;
            foreach (var store in services.GetRequiredService<BackupStores>().All)
            {
                try
                {
                    var copies = await new BackupCatalogue(store).ListAsync(cancellation);
                    await Console.Out.WriteLineAsync($"{store.Name}  {copies.Count(copy => copy.IsVerified)} verified of {copies.Count}{(copies is [var newest, ..] ? ", the newest " + newest.Id : "")}");
                }
                catch (StoreException away)
                {
                    await Console.Error.WriteLineAsync($"posctl: {away.Message}");
                    code = Posctl.Failed;
                }
            }

            return code;
        })));
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Read every byte of the backups back and hold it against its sums. The database is not needed.") { Name, Restore, BackupParts.Store };
        command.SetAction((parsed, cancellation) => Posctl.GuardAsync(() => BackupParts.WithAsync("", async services =>
        {
            var catalogue = services.GetRequiredService<BackupCatalogue>();
            var names = parsed.GetValue(Name) is { } one ? [one] : (await catalogue.ListAsync(cancellation)).Select(copy => copy.Id).ToArray();
            var bad = 0;
            foreach (var name in names)
                bad += await IsWholeAsync(services, name, parsed.GetValue(Restore), cancellation) ? 0 : 1;
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
        }, parsed.GetValue(BackupParts.Store))));
        return command;
    }

    private static async Task<bool> IsWholeAsync(IServiceProvider services, string name, bool restores, CancellationToken cancellation)
    {
        var (catalogue, clock, started) = (services.GetRequiredService<BackupCatalogue>(), services.GetRequiredService<TimeProvider>(), Stopwatch.GetTimestamp());
        var findings = await catalogue.ReadBackAsync(name, cancellation);
        var manifest = (await catalogue.FindAsync(name, cancellation))?.Manifest;
        if (manifest is not null)
            await catalogue.NoteAsync(name, new Verification(clock.GetUtcNow(), VerificationDepth.Checksums, Stopwatch.GetElapsedTime(started), findings), cancellation);
        // That this machine cannot open it is said, and is nothing that would be noted of the copy.
        var lack = services.GetRequiredService<KeyRing>().Lack(manifest?.KeyId, name);
        if (findings.Count == 0 && lack is null && restores && await services.GetRequiredService<RestoreDrill>().RunAsync(name, cancellation) is { IsGood: false } proof)
            findings = proof.Findings;
        foreach (var finding in findings.Concat(lack is null ? [] : [lack]))
            await Console.Error.WriteLineAsync(finding);
        await Console.Out.WriteLineAsync($"{name} {(findings.Count > 0 ? "damaged" : lack is not null ? "whole, and cannot be opened here" : "whole")}");
        return findings.Count == 0 && lack is null;
    }

    private static string Line(ListedBackup copy) => copy.Manifest is not { } manifest
        ? $"{copy.Id}  damaged  {copy.Problem}"
        : string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{copy.Id}  {(copy.Problem is not null ? "damaged" : copy.IsVerified ? "verified" : "unverified")}  {manifest.Bytes / 1e6:0.0} MB  PostgreSQL {manifest.ServerVersion}{(manifest.KeyId is { } key ? "  key " + key : "")}{(copy.Problem is { } problem ? "  " + problem : "")}");
}
