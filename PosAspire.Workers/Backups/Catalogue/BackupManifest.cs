namespace PosAspire.Workers.Backups.Catalogue;

/// <summary>A file of a copy.</summary>
/// <param name="Name">Within the copy, such as <c>base.tar.gz</c>.</param>
/// <param name="Sha256">64 small hexadecimal digits over the stored bytes.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>How many rows a table had before the copy began and after it had ended: what is restored lies between.</summary>
public sealed record RowCount(long AtStart, long AtEnd)
{
    public bool Allows(long rows) => rows >= Math.Min(AtStart, AtEnd) && rows <= Math.Max(AtStart, AtEnd);
}

/// <summary>The newest sealed block of the journal before the copy began; a restored journal holds it.</summary>
/// <param name="Hash">64 small hexadecimal digits.</param>
public sealed record AuditHead(long Number, string Hash);

/// <summary>What a copy is a copy of, and how to know that it is whole. Published last: a copy without one is not there.</summary>
/// <param name="Format">Of this record; a reader refuses one that it does not know.</param>
/// <param name="Id">The copy's name, <c>backup-2026-01-05T020000Z</c>: the moment it began, in UTC.</param>
/// <param name="Kind"><c>full</c>: a whole cluster with the log it needs.</param>
/// <param name="ServerVersion">As the server says it, such as <c>15.13</c>.</param>
/// <param name="SystemIdentifier">The cluster's own number, which initdb gave it.</param>
/// <param name="Database">The shop's database in the cluster.</param>
/// <param name="DatabaseUser">Who made the copy; a restored cluster is questioned as the same.</param>
/// <param name="TimeZone">The shop's: a moment that is asked for is on its clock.</param>
/// <param name="StartLsn">Where in the log the copy begins to be whole.</param>
/// <param name="StopLsn">Where it is whole.</param>
/// <param name="Bytes">All files together.</param>
/// <param name="ClusterBytes">All databases of the cluster together, as the server counts them: what a restored one takes.</param>
/// <param name="Rows">Of the main tables, by name.</param>
/// <param name="Audit">Null when nothing was sealed yet.</param>
/// <param name="AppVersion">Of the program that made it.</param>
/// <param name="KeyId">Of the key that its files are encrypted with; null when they are not.</param>
public sealed record BackupManifest(
    int Format,
    string Id,
    string Kind,
    string ServerVersion,
    int ServerMajor,
    string SystemIdentifier,
    string Database,
    string DatabaseUser,
    string TimeZone,
    uint Timeline,
    string StartLsn,
    string StopLsn,
    long WalSegmentBytes,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    long Bytes,
    long ClusterBytes,
    IReadOnlyList<BackupFile> Files,
    IReadOnlyDictionary<string, RowCount> Rows,
    AuditHead? Audit,
    string AppVersion,
    string? KeyId = null)
{
    public const int CurrentFormat = 1;

    public const string Full = "full";

    /// <summary>The copy's name for the moment it begins.</summary>
    public static string IdOf(DateTimeOffset startedAt) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"backup-{startedAt.UtcDateTime:yyyy-MM-dd'T'HHmmss'Z'}");
}

/// <summary>What the last look at a copy found.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Depth">How deep it looked.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Findings">A sentence each, naming the file; none when the copy is whole.</param>
public sealed record Verification(DateTimeOffset At, VerificationDepth Depth, TimeSpan Took, IReadOnlyList<string> Findings)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsGood => Findings.Count == 0;

    /// <summary>The first of them; null when there is none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Finding => Findings is [var first, ..] ? first : null;
}

/// <summary>How deep a look at a copy went.</summary>
public enum VerificationDepth
{
    /// <summary>Every byte was read back and its sum computed again.</summary>
    Checksums,

    /// <summary>It was restored into a cluster of its own, started and questioned.</summary>
    Restored,
}

/// <summary>How the newest attempt at a backup went.</summary>
/// <param name="Id">The copy's name.</param>
/// <param name="Problem">Why it failed; null when it did not.</param>
/// <param name="LastGood">The newest copy that was made, read back and found whole, this one or an earlier one.</param>
/// <param name="LastGoodStart">When that one began.</param>
public sealed record BackupRun(string Id, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string? Problem, string? LastGood, DateTimeOffset? LastGoodStart)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Succeeded => Problem is null;
}
