using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace PosAspire.Workers.Audit;

/// <summary>What was the newest block at some moment, kept outside the database.</summary>
public sealed record AuditAnchor(long Number, byte[] Hash);

/// <summary>
/// Anchors in a folder, one small file a day and database: whoever can write the database but not this folder cannot shorten
/// or rewrite the chain unseen. Files are replaced whole, so that a killed process leaves none half-written.
/// </summary>
/// <param name="folder">Made when the first anchor is written.</param>
/// <param name="database">The database's identity, from <see cref="IdentityAsync"/>; other databases' anchors are not looked at.</param>
public sealed partial class AuditAnchors(string folder, string database)
{
    private const string Extension = ".anchor";
    private const string LeftBehind = ".before-restore-";

    // Neither can be chosen by whoever may only write rows.
    private const string FindIdentity = "SELECT (SELECT system_identifier FROM pg_control_system()) || '-' || (SELECT oid FROM pg_database WHERE datname = current_database())";

    public string Folder => folder;

    /// <summary>The cluster's own number and the database's.</summary>
    public static async Task<string> IdentityAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(FindIdentity);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Every day's last anchor, oldest first.</summary>
    /// <exception cref="AuditException">A file is not an anchor.</exception>
    public async Task<IReadOnlyList<AuditAnchor>> ReadAsync(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            return [];
        List<AuditAnchor> anchors = [];
        foreach (var file in Files())
            anchors.Add(await ReadAsync(file, cancellation));
        return anchors;
    }

    /// <summary>
    /// Sets the anchors aside whose blocks a restore to an earlier moment left behind, and notes why. They stay in the folder under
    /// another name: what somebody cut off by hand is told by the same files.
    /// </summary>
    /// <param name="head">The number of the newest block that is left; 0 for none.</param>
    /// <param name="why">What was restored.</param>
    /// <returns>How many were set aside.</returns>
    /// <exception cref="AuditException">A file is not an anchor.</exception>
    public async Task<int> LeaveBehindAsync(long head, string why, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            return 0;
        var moved = 0;
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        foreach (var file in Files())
        {
            if ((await ReadAsync(file, cancellation)).Number <= head)
                continue;
            File.Move(file, $"{file}{LeftBehind}{stamp}");
            moved++;
        }

        if (moved > 0)
            await File.WriteAllTextAsync(Path.Combine(folder, $"audit-{database}-restored-{stamp}.txt"), $"{now.UtcDateTime:O} {why}; the journal goes on after block {head}, {moved} anchors of later blocks were set aside\n", cancellation);
        return moved;
    }

    /// <summary>How many anchors restores have set aside so far.</summary>
    public int CountLeftBehind() => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"audit-{database}-*{Extension}{LeftBehind}*").Count() : 0;

    /// <summary>Keeps a block as the day's newest; on the disk when it returns.</summary>
    public void Write(AuditAnchor anchor, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{database}-{now.UtcDateTime:yyyy-MM-dd}{Extension}"));
        var fresh = file + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"block {anchor.Number} sha256 {Convert.ToHexStringLower(anchor.Hash)}\n")));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
    }

    private static async Task<AuditAnchor> ReadAsync(string file, CancellationToken cancellation)
    {
        var words = Form().Match(await File.ReadAllTextAsync(file, cancellation));
        return words.Success && long.TryParse(words.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? new(number, Convert.FromHexString(words.Groups[2].ValueSpan))
            : throw new AuditException($"{file} is not an anchor of the journal: it was changed or damaged.");
    }

    private List<string> Files() => [.. Directory.EnumerateFiles(folder, $"audit-{database}-*{Extension}").Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\Ablock ([0-9]{1,18}) sha256 ([0-9a-f]{64})\n\z")]
    private static partial Regex Form();
}

/// <summary>The journal cannot be judged; the message is a sentence for the operator.</summary>
public sealed class AuditException(string message) : Exception(message);
