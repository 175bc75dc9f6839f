using System.CommandLine;
using PosAspire.Workers.Audit;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Restores;

/// <summary><c>posctl restore</c>: replaces a stopped cluster by a copy, once the copy has been started and found whole.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string?> Name = new("copy") { Description = "latest, or a copy's name or date (backup-2026-01-05).", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> BackupFile = new("--backup-file") { Description = "The same, as the runbook writes it: a path is read as the name at its end." };
    private static readonly Option<string?> To = new("--to") { Description = "A moment on the shop's clock, such as \"2026-01-05 12:34\": the newest copy before it, and the log from there." };
    private static readonly Option<string?> Into = new("--into") { Description = "The cluster's folder (default: PGDATA)." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be done, and do nothing." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };
    private static readonly Option<bool> Force = new("--force") { Description = "Also into another cluster's folder, and from a copy that nobody verified." };

    public static Command Create()
    {
        var command = new Command("restore", "Put a copy in the place of a stopped cluster. What is there is kept beside it.") { Name, BackupFile, To, Into, DryRun, Yes, Force, BackupParts.Store };
        command.SetAction((parsed, cancellation) => Posctl.GuardAsync(() => BackupParts.WithAsync("", services => RunAsync(services, parsed, cancellation), parsed.GetValue(BackupParts.Store))));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, ParseResult parsed, CancellationToken cancellation)
    {
        var into = parsed.GetValue(Into) ?? Environment.GetEnvironmentVariable("PGDATA") ?? throw new BackupException("Say where: --into with the cluster's folder, or PGDATA.");
        var (catalogue, tools) = (services.GetRequiredService<BackupCatalogue>(), services.GetRequiredService<ClientTools>());
        var (copy, goal) = await ChooseAsync(await catalogue.ListAsync(cancellation), services.GetRequiredService<WalArchive>(), parsed.GetValue(BackupFile) ?? parsed.GetValue(Name), parsed.GetValue(To), cancellation);
        if (services.GetRequiredService<KeyRing>().Lack(copy.Manifest?.KeyId, copy.Id) is { } lack)
            throw new KeyException(lack);
        var plan = await RestorePlan.MakeAsync(copy, goal, Path.GetFullPath(into).TrimEnd('/'), tools, cancellation);
        foreach (var line in plan.Words())
            await Console.Out.WriteLineAsync(line);
        var refusals = plan.Refusals(parsed.GetValue(Force)).ToList();
        foreach (var refusal in refusals)
            await Console.Error.WriteLineAsync($"posctl: {refusal}");
        if (refusals.Count > 0)
            return Posctl.Failed;
        if (parsed.GetValue(DryRun))
        {
            await Console.Out.WriteLineAsync("Nothing was done (--dry-run).");
            return Posctl.Done;
        }

        return parsed.GetValue(Yes) || Confirm() ? await DoAsync(services, plan, cancellation) : Posctl.Failed;
    }

    /// <summary>A moment, or the latest there is: a copy and the log. A copy that is named: as it is.</summary>
    /// <param name="wanted">Latest, or a copy's name.</param>
    /// <param name="to">A moment as an operator writes it; null for none.</param>
    internal static async Task<(ListedBackup Copy, RecoveryGoal? Goal)> ChooseAsync(
        IReadOnlyList<ListedBackup> copies, WalArchive archive, string? wanted, string? to, CancellationToken cancellation)
    {
        if (to is { } text)
        {
            if (wanted is not null)
                throw new BackupException("--to finds the copy by itself; leave its name out.");
            var newest = CopyChoice.Of(copies, CopyChoice.Latest).Manifest!;
            var until = RecoveryGoal.Moment(text, newest.TimeZone);
            var before = CopyChoice.Before(copies, until);
            return (before, await RecoveryGoal.FindAsync(archive, before.Manifest!, until, cancellation));
        }

        var copy = CopyChoice.Of(copies, wanted ?? throw new BackupException("Say which: latest, a copy's name, --backup-file=…, or --to with a moment."));
        var goal = wanted == CopyChoice.Latest ? await RecoveryGoal.FindAsync(archive, copy.Manifest!, until: null, cancellation) : null;
        return (copy, goal is { Path.Reaches: not null } ? goal : null);
    }

    /// <summary>The anchors of blocks that were sealed after the moment are no sign of a break-in: the restore left those blocks behind.</summary>
    private static async Task TellAnchorsAsync(RestorePlan plan, RestoreVerdict verdict)
    {
        var folder = AuditSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()).AnchorFolder;
        try
        {
            var moved = await new AuditAnchors(folder, verdict.Identity).LeaveBehindAsync(
                verdict.Audit?.Number ?? 0, $"{plan.Copy.Id} was restored into {plan.Into}", TimeProvider.System.GetUtcNow(), CancellationToken.None);
            if (moved > 0)
                await Console.Out.WriteLineAsync($"{moved} anchors of the journal in {folder} are of blocks that were sealed later; they were set aside there, with a note.");
        }
        catch (Exception problem) when (problem is AuditException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The anchors of the journal in {folder} were left as they are: {problem.Message}");
        }
    }

    private static bool Confirm()
    {
        Console.Write("Type yes to go on: ");
        if (Console.In.ReadLine()?.Trim() == "yes")
            return true;
        Console.Error.WriteLine("posctl: Nothing was done. Without a person to ask: --yes");
        return false;
    }

    private static async Task<int> DoAsync(IServiceProvider services, RestorePlan plan, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var replacing = new ClusterReplacing(services.GetRequiredService<Restoring>(), services.GetRequiredService<TimeProvider>());
        var (verdict, aside) = await replacing.RunAsync(plan, step => Console.Out.WriteLine($"{TimeProvider.System.GetElapsedTime(started).TotalSeconds,6:0.0} s  {step}"), cancellation);
        foreach (var finding in verdict.Findings)
            await Console.Error.WriteLineAsync(finding);
        if (verdict.Findings.Count > 0)
        {
            await Console.Error.WriteLineAsync($"posctl: The copy does not hold together; {plan.Into} was left as it was.");
            return Posctl.Failed;
        }

        await Console.Out.WriteLineAsync($"restored {plan.Copy.Id} into {plan.Into}: {verdict.Transactions} transactions, {verdict.Rows["products"]} products");
        await TellAnchorsAsync(plan, verdict);
        if (aside is not null)
            await Console.Out.WriteLineAsync($"What was there is in {aside}; delete it when you no longer need it.");
        await Console.Out.WriteLineAsync("Start PostgreSQL and the shop again, and look at /health/ready.");
        return Posctl.Done;
    }
}
