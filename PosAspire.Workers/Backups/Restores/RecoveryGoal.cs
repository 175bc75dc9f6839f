using System.Globalization;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>To which moment after its copy a cluster is to be brought, and the log that leads there.</summary>
/// <param name="Until">The moment; null for the latest that can be reached.</param>
/// <param name="Path">What is replayed.</param>
public sealed record RecoveryGoal(DateTimeOffset? Until, WalPath Path)
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>A moment as an operator writes it: on the shop's clock, unless it says another offset.</summary>
    /// <param name="zone">The shop's, by name.</param>
    /// <exception cref="BackupException">It is none, or the night's change of clocks left it out.</exception>
    public static DateTimeOffset Moment(string text, string zone)
    {
        var shop = TimeZoneInfo.FindSystemTimeZoneById(zone);
        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return !shop.IsInvalidTime(local)
                ? new DateTimeOffset(local, shop.GetUtcOffset(local)).ToUniversalTime()
                : throw new BackupException($"There was no {text} in {zone}: the clocks went forward. Write it with an offset, such as 2026-03-08T08:30:00Z.");
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment) && text.AsSpan(10).IndexOfAny('Z', '+', '-') >= 0
            ? moment
            : throw new BackupException($"\"{text}\" is no moment. Write it on the shop's clock, such as \"2026-01-05 12:34\", or with an offset, such as 2026-01-05T12:34:56Z.");
    }

    /// <summary>The way from a copy to a moment through what the archive holds.</summary>
    /// <exception cref="BackupException">The log does not lead there; the sentence names the file that is missing.</exception>
    public static async Task<RecoveryGoal> FindAsync(WalArchive archive, BackupManifest manifest, DateTimeOffset? until, CancellationToken cancellation)
    {
        var path = WalPath.From(manifest, await archive.ListAsync(cancellation), until);
        var reaches = path.Reaches ?? manifest.EndedAt;
        if (until is { } moment && moment > reaches)
        {
            throw new BackupException(path.Gap is { } missing
                ? $"wal/{missing} is missing: from {manifest.Id} the log leads only to {Utc(reaches)}. A later copy may lead further."
                : $"From {manifest.Id} the log leads to {Utc(reaches)}, and {Utc(moment)} is later.");
        }

        return new(until, path);
    }

    /// <summary>What PostgreSQL is told; the log's files are in a folder by their own names.</summary>
    /// <param name="isBounded">False to replay everything: after the wanted moment nothing more happened.</param>
    internal IEnumerable<string> Settings(string folder, bool isBounded) =>
    [
        $"restore_command=cp \"{folder}/%f\" \"%p\"", "recovery_target_timeline=latest", "recovery_target_action=promote",
        .. Until is { } moment && isBounded ? (string[])[$"recovery_target_time={moment.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00"] : [],
    ];

    /// <summary>The same for a copy's own moment: as soon as it is whole.</summary>
    internal static IEnumerable<string> OwnMoment(string folder) =>
        [$"restore_command=cp \"{folder}/%f\" \"%p\"", "recovery_target=immediate", "recovery_target_timeline=current", "recovery_target_action=promote"];

    internal static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
