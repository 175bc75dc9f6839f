using System.CommandLine;
using Npgsql;

namespace PosAspire.Workers.Audit;

/// <summary><c>posctl audit verify</c>; exit code 1 when the journal does not hold.</summary>
internal static class AuditCommand
{
    private static readonly Option<string?> Anchors = new("--anchors")
    {
        Description = "The folder with the anchors (default: AUDIT_ANCHOR_DIRECTORY, else the folder audit beside the log files).",
    };

    public static Command Create()
    {
        var verify = new Command("verify", "Compute every seal of the journal again and hold it against the anchors.") { Anchors };
        verify.SetAction((parsed, cancellation) => Posctl.WorkAsync(database => VerifyAsync(database, parsed.GetValue(Anchors), cancellation)));
        return new("audit", "The journal of who did what.") { verify };
    }

    private static async Task<int> VerifyAsync(string database, string? folder, CancellationToken cancellation)
    {
        folder ??= AuditSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()).AnchorFolder;
        await using var source = NpgsqlDataSource.Create(database);
        try
        {
            var kept = new AuditAnchors(folder, await AuditAnchors.IdentityAsync(source, cancellation));
            var anchors = await kept.ReadAsync(cancellation);
            var verdict = await AuditVerifier.VerifyAsync(source, anchors, cancellation);
            foreach (var finding in verdict.Findings)
                await Console.Error.WriteLineAsync(finding);
            await Console.Out.WriteLineAsync(
                $"audit {(verdict.Holds ? "holds" : "broken")} blocks={verdict.Blocks} lines={verdict.Lines} unsealed={verdict.Unsealed} anchors={anchors.Count} findings={verdict.Findings.Count}");
            if (kept.CountLeftBehind() is > 0 and var left)
                await Console.Error.WriteLineAsync($"Restores to earlier moments set {left} anchors in {folder} aside; the notes beside them say when and why.");
            if (anchors.Count == 0)
                await Console.Error.WriteLineAsync($"No anchor of this database is in {folder}: a chain whose tail was cut off would not be noticed.");
            return verdict.Holds ? Posctl.Done : Posctl.Failed;
        }
        catch (AuditException problem)
        {
            await Console.Error.WriteLineAsync($"posctl: {problem.Message}");
            return Posctl.Failed;
        }
    }
}
