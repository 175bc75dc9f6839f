using PosAspire.ServiceDefaults.Configuration;
using PosAspire.Workers.Backups.Encryption;
using PosAspire.Workers.Backups.Engine;
using PosAspire.Workers.Backups.Planning;
using PosAspire.Workers.Backups.Stores.S3;

namespace PosAspire.Workers.Backups;

/// <summary>What an operator says about backups.</summary>
/// <param name="Folder"><c>BACKUP_DIRECTORY</c>: where copies are kept; null when it is <c>off</c>.</param>
/// <param name="Schedule"><c>BACKUP_SCHEDULE</c>: cron or a time of day; null when it is <c>off</c>.</param>
/// <param name="Zone"><c>BACKUP_TIME_ZONE</c>; without it the time zone of the first shop.</param>
/// <param name="ProvesWeekly"><c>BACKUP_RESTORE_TEST</c>: <c>off</c> where the machine has no room to restore a copy every week.</param>
/// <param name="ReceivesLog"><c>BACKUP_WAL</c>: <c>off</c> where somebody else keeps the server's log.</param>
/// <param name="ToolFolder"><c>BACKUP_PG_BIN</c>: where pg_basebackup is, when it is nowhere usual.</param>
public sealed record BackupSettings(string? Folder, BackupSchedule? Schedule, TimeZoneInfo? Zone, string? ToolFolder, bool ProvesWeekly = true, bool ReceivesLog = true)
{
    /// <summary>The runbooks' folder.</summary>
    public const string UsualFolder = "/backups";

    private const string ScheduleSetting = "BACKUP_SCHEDULE";
    private const string ZoneSetting = "BACKUP_TIME_ZONE";
    private const string Off = "off";

    /// <summary><c>BACKUP_S3_…</c>: a bucket; null for none.</summary>
    public S3Settings? S3 { get; init; }

    /// <summary><c>BACKUP_MIRRORS</c>: further folders, with commas between them.</summary>
    public IReadOnlyList<string> MirrorFolders { get; init; } = [];

    /// <summary>The one store that a command of posctl asks for; null for the first with its mirrors.</summary>
    public string? Store { get; init; }

    /// <summary><c>BACKUP_STAGING</c>: where a copy is before it is in a store; null for beside the copies.</summary>
    public string? StagingFolder { get; init; }

    /// <summary><c>BACKUP_ENCRYPTION_KEY</c>: with what copies are encrypted.</summary>
    public KeyRing Keys { get; init; } = KeyRing.Empty;

    /// <summary><c>BACKUP_COMPRESSION</c>.</summary>
    public CopyPacking Packing { get; init; }

    /// <exception cref="SettingException">A setting cannot be understood.</exception>
    public static BackupSettings Read(IConfiguration configuration) => new(
        FolderOf(configuration.Text("BACKUP_DIRECTORY") ?? UsualFolder),
        ScheduleOf(configuration.Text(ScheduleSetting) ?? BackupSchedule.Usual),
        configuration.Text(ZoneSetting) is { } zone ? ZoneOf(zone) : null,
        configuration.Text("BACKUP_PG_BIN"),
        configuration.Word("BACKUP_RESTORE_TEST", "weekly", Off) != Off,
        configuration.Word("BACKUP_WAL", "on", Off) != Off)
    {
        S3 = S3Settings.Read(configuration),
        MirrorFolders = [.. (configuration.Text("BACKUP_MIRRORS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Path.GetFullPath)],
        StagingFolder = configuration.Text("BACKUP_STAGING") is { } staging ? Path.GetFullPath(staging) : null,
        Keys = KeyRing.Read(configuration),
        Packing = configuration.Word("BACKUP_COMPRESSION", "auto", "gzip", "zstd") is { } packing ? Enum.Parse<CopyPacking>(packing, ignoreCase: true) : CopyPacking.Auto,
    };

    private static string? FolderOf(string text) => text.Equals(Off, StringComparison.OrdinalIgnoreCase) ? null : Path.GetFullPath(text);

    private static BackupSchedule? ScheduleOf(string text)
    {
        try
        {
            return text.Equals(Off, StringComparison.OrdinalIgnoreCase) ? null : BackupSchedule.Parse(text);
        }
        catch (FormatException problem)
        {
            throw new SettingException(ScheduleSetting, $"{problem.Message}, or off.");
        }
    }

    private static TimeZoneInfo ZoneOf(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new SettingException(ZoneSetting, $"must be the name of a time zone such as Asia/Jakarta, not \"{name}\".");
}
