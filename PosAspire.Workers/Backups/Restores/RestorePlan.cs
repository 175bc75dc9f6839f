using System.Globalization;
using System.Text.RegularExpressions;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>What a restore is going to do, found out before anything is touched.</summary>
/// <param name="Goal">To which later moment; null for the copy's own.</param>
/// <param name="Into">The folder of the cluster that is to be replaced, or to be made.</param>
/// <param name="Found">The system identifier of the cluster that is there; null when there is none.</param>
/// <param name="NeededBytes">What the restored cluster takes.</param>
/// <param name="FreeBytes">What is free where it goes.</param>
internal sealed partial record RestorePlan(ListedBackup Copy, RecoveryGoal? Goal, string Into, string? Found, long NeededBytes, long FreeBytes)
{
    /// <summary>The log of a start and what is unpacked beside the data.</summary>
    private const long SpareBytes = 256L << 20;

    public BackupManifest Manifest => Copy.Manifest!;

    /// <summary>A sentence for each thing that forbids it.</summary>
    /// <param name="isForced">The operator takes the risk of the wrong cluster and of an unverified copy.</param>
    public IEnumerable<string> Refusals(bool isForced)
    {
        if (IsRunning())
            yield return $"PostgreSQL runs in {Into}. Stop it, and with it everything that writes, before it is replaced.";
        if (Found is not null && Found != Manifest.SystemIdentifier && !isForced)
            yield return $"{Into} is the cluster {Found}, and {Copy.Id} is of another one, {Manifest.SystemIdentifier}. To replace it all the same: --force";
        if (!Copy.IsVerified && !isForced)
            yield return $"{Copy.Id} is not verified ({Copy.Problem ?? "nobody looked at it yet"}). Look with: posctl backup verify {Copy.Id}; to use it all the same: --force";
        if (FreeBytes < NeededBytes)
            yield return Invariant($"{NeededBytes / 1e6:0} MB are needed where {Into} is, and {FreeBytes / 1e6:0} MB are free. What is there is kept beside it until somebody deletes it.");
    }

    public IEnumerable<string> Words()
    {
        yield return Invariant($"copy     {Copy.Id}, {Manifest.Bytes / 1e6:0.0} MB, {(Copy.IsVerified ? "verified" : "NOT verified")}, by version {Manifest.AppVersion}");
        yield return $"of       cluster {Manifest.SystemIdentifier}, PostgreSQL {Manifest.ServerVersion}, database {Manifest.Database}";
        yield return $"as of    {RecoveryGoal.Utc(Goal?.Until ?? Goal?.Path.Reaches ?? Manifest.EndedAt)}; what was written after that is not in it";
        if (Goal is { Until: null, Path.Gap: { } missing })
            yield return $"gap      wal/{missing} is missing, so nothing later can be reached from this copy";
        yield return $"into     {Into} ({(Found is null ? "nothing is there" : $"cluster {Found}; it is moved aside and kept")})";
        yield return Invariant($"room     {NeededBytes / 1e6:0} MB needed, {FreeBytes / 1e6:0} MB free");
    }

    /// <exception cref="BackupException">The folder holds something that is no cluster.</exception>
    public static async Task<RestorePlan> MakeAsync(ListedBackup copy, RecoveryGoal? goal, string into, ClientTools tools, CancellationToken cancellation)
    {
        if (copy.Manifest is not { } manifest)
            throw new BackupException(copy.Problem!);
        var parent = Path.GetDirectoryName(into) ?? throw new BackupException($"{into} cannot be a cluster's folder.");
        if (!Directory.Exists(parent))
            throw new BackupException($"{parent}, where the cluster's folder would be, is not there.");
        var log = (goal?.Path.Files.Count ?? 0) * manifest.WalSegmentBytes;
        return new(copy, goal, into, await FoundAsync(into, manifest, tools, cancellation), manifest.ClusterBytes + log + SpareBytes, new DriveInfo(parent).AvailableFreeSpace);
    }

    private static async Task<string?> FoundAsync(string into, BackupManifest manifest, ClientTools tools, CancellationToken cancellation)
    {
        if (!Directory.Exists(into) || !Directory.EnumerateFileSystemEntries(into).Any())
            return null;
        if (!File.Exists(Path.Combine(into, "PG_VERSION")))
            throw new BackupException($"{into} is not empty, and is no cluster of PostgreSQL. Nothing was touched.");
        var control = Path.Combine(Path.GetDirectoryName(await tools.FindAsync(ClientTools.Server, manifest.ServerMajor, cancellation))!, "pg_controldata");
        try
        {
            var said = await ToolRun.RunAsync(control, [into], new Dictionary<string, string> { ["LC_ALL"] = "C" }, null, cancellation);
            return Identifier().Match(said) is { Success: true } match ? match.Groups[1].Value : "unknown";
        }
        catch (ToolException)
        {
            // Too damaged to say which it is: it is somebody's all the same, and only --force goes on.
            return "unknown";
        }
    }

    /// <summary>A server that died leaves the file; one that lives has the process whose number it holds.</summary>
    private bool IsRunning()
    {
        var file = Path.Combine(Into, "postmaster.pid");
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault() is { } pid && Directory.Exists("/proc") && Directory.Exists($"/proc/{pid.Trim()}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"system identifier:\s+([0-9]+)")]
    private static partial Regex Identifier();
}
