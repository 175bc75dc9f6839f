using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Planning;

namespace PosAspire.Workers.Backups.Wal;

/// <summary>
/// Whether what a receiver is about to begin with follows what is kept. It begins behind the newest file in its folder, and with an
/// empty one where its slot or the server is: what was written in between would be missing, and only a restore would find that out.
/// </summary>
public sealed class LogStart(BackupCatalogue catalogue, WalArchive archive, WalShipping shipping)
{
    /// <summary>Since this version pg_receivewal begins at its slot's position when its folder is empty; before, at the server's present.</summary>
    private const int SlotIsBegun = 15;

    private const string FindPresent = "SELECT pg_walfile_name(pg_current_wal_flush_lsn())";

    private const string FindSlot = "SELECT restart_lsn::text FROM pg_replication_slots WHERE slot_name = $1";

    /// <summary>
    /// Brings what is still in the folder into the archive and empties it, if the server cannot go on behind it: it was restored to an
    /// earlier moment and writes another history since, or another cluster took its place.
    /// </summary>
    public async Task LeaveOtherHistoryAsync(NpgsqlConnection connection, ServerFacts facts, CancellationToken cancellation)
    {
        var present = await PresentAsync(connection, facts, cancellation);
        if (NewestReceived(facts) is not { } newest || (newest.Timeline == present.Timeline && newest <= present && !await IsOfAnotherAsync(newest, facts, cancellation)))
            return;
        if (!await IsOfAnotherAsync(newest, facts, cancellation))
            await shipping.ShipAsync(facts.SystemIdentifier, cancellation);
        Directory.Delete(shipping.Spool, recursive: true);
        Directory.CreateDirectory(shipping.Spool);
    }

    /// <summary>Whether a part of the log after the newest copy is missed if the receiver begins now.</summary>
    /// <param name="slot">Its slot; null without one.</param>
    public async Task<bool> LeavesGapAsync(NpgsqlConnection connection, ServerFacts facts, string? slot, CancellationToken cancellation)
    {
        if (NewestReceived(facts) is not null)
            return false;
        var begin = await PresentAsync(connection, facts, cancellation);
        if (slot is not null && facts.Major >= SlotIsBegun && await SlotAsync(connection, slot, cancellation) is { } position)
            begin = WalSegment.Of(begin.Timeline, position, facts.WalSegmentBytes);
        return await NeededAsync(facts, cancellation) is { } needed && (needed.Timeline != begin.Timeline || begin > needed);
    }

    /// <summary>The file with which the log must go on; null while there is no copy that it could follow.</summary>
    private async Task<WalSegment?> NeededAsync(ServerFacts facts, CancellationToken cancellation)
    {
        var copies = (await catalogue.ListAsync(cancellation)).Select(copy => copy.Manifest).OfType<BackupManifest>().Where(copy => copy.SystemIdentifier == facts.SystemIdentifier);
        if (copies.MaxBy(copy => (copy.Timeline, WalSegment.Position(copy.StopLsn))) is not { } newest)
            return null;
        var needed = WalSegment.Of(newest.Timeline, newest.StopLsn, facts.WalSegmentBytes);
        var kept = await archive.ListAsync(cancellation);
        // The archive may lead further, without a hole.
        for (; kept.GetValueOrDefault(needed.Name(facts.WalSegmentBytes)) is { } file && file.SystemIdentifier == facts.SystemIdentifier; needed = needed.Next())
        {
            // The next one.
        }

        return needed;
    }

    /// <summary>Whether the file was received from another cluster, whose place this one took.</summary>
    private async Task<bool> IsOfAnotherAsync(WalSegment newest, ServerFacts facts, CancellationToken cancellation)
    {
        var (kept, name) = (await archive.ListAsync(cancellation), newest.Name(facts.WalSegmentBytes));
        return (kept.GetValueOrDefault(name) ?? kept.GetValueOrDefault(name + WalArchive.Partial)) is { } file && file.SystemIdentifier != facts.SystemIdentifier;
    }

    private WalSegment? NewestReceived(ServerFacts facts) => Directory.EnumerateFiles(shipping.Spool)
        .Select(file => WalSegment.TryParse(WalPath.Whole(Path.GetFileName(file)), facts.WalSegmentBytes, out var segment) ? segment : (WalSegment?)null)
        .OfType<WalSegment>()
        .OrderByDescending(segment => (segment.Timeline, segment.Number))
        .Select(segment => (WalSegment?)segment)
        .FirstOrDefault();

    private static async Task<WalSegment> PresentAsync(NpgsqlConnection connection, ServerFacts facts, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindPresent, connection);
        var name = (string)(await command.ExecuteScalarAsync(cancellation))!;
        return WalSegment.TryParse(name, facts.WalSegmentBytes, out var present) ? present : throw new FormatException($"\"{name}\" is not a file of the log.");
    }

    private static async Task<string?> SlotAsync(NpgsqlConnection connection, string slot, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSlot, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = slot } } };
        return await command.ExecuteScalarAsync(cancellation) as string;
    }
}
