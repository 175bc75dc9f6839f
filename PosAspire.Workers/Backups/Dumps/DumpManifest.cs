using System.Globalization;
using PosAspire.Workers.Backups.Catalogue;

namespace PosAspire.Workers.Backups.Dumps;

/// <summary>What a dump is a dump of, and how to know that it is whole. Published last: a dump without one is not there.</summary>
/// <param name="Format">Of this record; a reader refuses one that it does not know.</param>
/// <param name="Id">The dump's name, <c>dump-2026-01-05T020000Z</c>: the moment it began, in UTC.</param>
/// <param name="ServerVersion">As the server says it; a dump can be loaded into this major version and later ones.</param>
/// <param name="SystemIdentifier">Of the cluster that it came from.</param>
/// <param name="File">In pg_dump's own form, which pg_restore reads.</param>
/// <param name="Rows">Of the main tables, by name.</param>
/// <param name="Audit">Null when nothing was sealed yet.</param>
/// <param name="KeyId">Of the key that the file is encrypted with; null when it is not.</param>
public sealed record DumpManifest(
    int Format,
    string Id,
    string ServerVersion,
    int ServerMajor,
    string SystemIdentifier,
    string Database,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    BackupFile File,
    IReadOnlyDictionary<string, RowCount> Rows,
    AuditHead? Audit,
    string AppVersion,
    string? KeyId = null)
{
    public const int CurrentFormat = 1;

    /// <summary>The dump's name for the moment it begins.</summary>
    public static string IdOf(DateTimeOffset startedAt) => string.Create(CultureInfo.InvariantCulture, $"{DumpStore.Prefix}{startedAt.UtcDateTime:yyyy-MM-dd'T'HHmmss'Z'}");
}
