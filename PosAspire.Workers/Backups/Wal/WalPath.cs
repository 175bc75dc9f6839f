using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>The way through the log from a copy to a later moment.</summary>
/// <param name="Files">In order; the histories of timelines first.</param>
/// <param name="Reaches">Any moment up to this one can be reached; null when no file follows the copy.</param>
/// <param name="Gap">The first file that is missing while later ones are there; null when nothing is.</param>
public sealed record WalPath(IReadOnlyList<WalFile> Files, DateTimeOffset? Reaches, string? Gap)
{
    /// <summary>The ending of a file that tells where a timeline began.</summary>
    public const string History = ".history";

    /// <param name="files">What the archive holds, by name.</param>
    /// <param name="until">The moment that is wanted; null for the latest. The path goes one file further than it seems to need.</param>
    public static WalPath From(BackupManifest manifest, IReadOnlyDictionary<string, WalFile> files, DateTimeOffset? until)
    {
        var bytes = manifest.WalSegmentBytes;
        var own = files.Values.Where(file => file.SystemIdentifier == manifest.SystemIdentifier).ToDictionary(file => file.Name, StringComparer.Ordinal);
        var segments = own.Values.Select(file => WalSegment.TryParse(Whole(file.Name), bytes, out var segment) ? segment : (WalSegment?)null).OfType<WalSegment>().ToList();
        var path = own.Values.Where(file => IsHistory(file.Name)).ToList();
        // A later timeline goes on at the position where it left the earlier one: at each position, the newest that is there.
        (DateTimeOffset? reaches, var isPast) = (null, false);
        for (var next = WalSegment.Of(manifest.Timeline, manifest.StartLsn, bytes); ; next = next.Next())
        {
            if (isPast)
                return new(path, reaches, Gap: null);
            isPast = until < path.LastOrDefault(file => !IsHistory(file.Name))?.WrittenAt;
            var here = segments.Where(segment => segment.Number == next.Number).Select(segment => segment.Name(bytes)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => own.GetValueOrDefault(name) ?? own.GetValueOrDefault(name + WalArchive.Partial)).OfType<WalFile>().ToList();
            if (here.Count == 0)
                return new(path, reaches, segments.Any(segment => segment > next) ? next.Name(bytes) : null);
            path.AddRange(here);
            reaches = here.Max(file => file.ReadAt);
        }
    }

    /// <summary>Whether a file tells where a timeline began.</summary>
    public static bool IsHistory(string name) => name.EndsWith(History, StringComparison.Ordinal);

    /// <summary>What PostgreSQL asks for a file as: a partial one is whole to it, up to where it was written.</summary>
    public static string Whole(string name) => name.EndsWith(WalArchive.Partial, StringComparison.Ordinal) ? name[..^WalArchive.Partial.Length] : name;
}
