using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>Which copy an operator means.</summary>
public static class CopyChoice
{
    /// <summary>Stands for the newest.</summary>
    public const string Latest = "latest";

    private const string DumpEnding = ".sql";

    /// <summary>The newest verified copy for <c>latest</c>, else the newest whose name begins so.</summary>
    /// <param name="wanted">Also a path: the runbook's <c>/backups/backup-2026-01-05.sql</c> is read as the name at its end.</param>
    /// <exception cref="BackupException">There is none.</exception>
    public static ListedBackup Of(IReadOnlyList<ListedBackup> newestFirst, string wanted)
    {
        var name = Path.GetFileName(wanted.TrimEnd('/'));
        name = name.EndsWith(DumpEnding, StringComparison.Ordinal) ? name[..^DumpEnding.Length] : name;
        return name == Latest
            ? Newest(newestFirst) ?? throw new BackupException("There is no verified backup. See them with: posctl backup list")
            : newestFirst.FirstOrDefault(copy => name.Length > 0 && copy.Id.StartsWith(name, StringComparison.Ordinal)) ?? throw new BackupException($"There is no backup \"{name}\". See them with: posctl backup list");
    }

    /// <summary>
    /// The verified copy that is furthest in its cluster's log. A clock that was a year ahead for one night gave that night's copy a name
    /// that stands before all others for a year; the log's position is no clock's.
    /// </summary>
    /// <returns>Null when none is verified.</returns>
    public static ListedBackup? Newest(IReadOnlyList<ListedBackup> newestFirst)
    {
        var verified = newestFirst.Where(copy => copy is { IsVerified: true, Manifest: not null }).ToList();
        return verified
            .Where(copy => copy.Manifest!.SystemIdentifier == verified[0].Manifest!.SystemIdentifier)
            .MaxBy(copy => (copy.Manifest!.Timeline, WalSegment.Position(copy.Manifest.StartLsn)));
    }

    /// <summary>The newest verified copy that was whole before a moment.</summary>
    /// <exception cref="BackupException">There is none.</exception>
    public static ListedBackup Before(IReadOnlyList<ListedBackup> newestFirst, DateTimeOffset moment) =>
        newestFirst.FirstOrDefault(copy => copy.IsVerified && copy.Manifest!.EndedAt <= moment)
        ?? throw new BackupException($"No verified backup was whole before {RecoveryGoal.Utc(moment)}. See them with: posctl backup list");
}
