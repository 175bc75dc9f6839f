using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Wal;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>
/// Whether all of the log was replayed. A server that cannot read on takes that for the log's end and comes up; what came after would be
/// missing, and the restore would seem to be done.
/// </summary>
internal static class LogEnd
{
    // Its new timeline begins where replay ended, and nobody has written to it yet.
    private const string FindEnd = "SELECT pg_walfile_name(pg_current_wal_lsn())";

    /// <exception cref="DamageException">Replay ended before the last file of the path; the sentence names the file that it ended in.</exception>
    public static async Task CheckAsync(string database, WalPath path, BackupManifest manifest, CancellationToken cancellation)
    {
        var segments = path.Files.Select(file => Segment(WalPath.Whole(file.Name), manifest)).OfType<WalSegment>().ToList();
        if (segments.Count == 0)
            return;
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(FindEnd, connection);
        var end = Segment((string)(await command.ExecuteScalarAsync(cancellation))!, manifest)!.Value;
        // A record that was half written when the log ended begins in the file before its last.
        if (end.Number + 1 < segments.Max(segment => segment.Number))
        {
            var broken = segments.Where(segment => segment.Number >= end.Number).OrderBy(segment => segment.Number).First();
            throw new DamageException($"wal/{broken.Name(manifest.WalSegmentBytes)} cannot be replayed to its end: it does not go on with what the files before it began. From {manifest.Id} no later moment can be reached; a later copy may lead further.");
        }
    }

    private static WalSegment? Segment(string name, BackupManifest manifest) => WalSegment.TryParse(name, manifest.WalSegmentBytes, out var segment) ? segment : null;
}
