using System.Text.RegularExpressions;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>Finds PostgreSQL's programs of one major version: a copy made by another's may not be restorable.</summary>
/// <param name="folder">Looked into first, from <c>BACKUP_PG_BIN</c>.</param>
public sealed partial class ClientTools(string? folder)
{
    public const string BaseBackup = "pg_basebackup";
    public const string VerifyBackup = "pg_verifybackup";
    public const string ReceiveWal = "pg_receivewal";
    public const string Dump = "pg_dump";
    public const string Load = "pg_restore";
    public const string Server = "postgres";

    /// <summary>The path of a program.</summary>
    /// <param name="major">The version that it must have.</param>
    /// <exception cref="BackupException">It is not on this machine; the sentence names the package that brings it.</exception>
    public async Task<string> FindAsync(string program, int major, CancellationToken cancellation)
    {
        SortedSet<int> seen = [];
        foreach (var path in Places(major).Select(place => Path.Combine(place, program)).Where(File.Exists).Distinct(StringComparer.Ordinal))
        {
            var version = await ToolRun.RunAsync(path, ["--version"], new Dictionary<string, string>(), null, cancellation);
            if (Major().Match(version) is not { Success: true } match)
                continue;
            seen.Add(int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
            if (seen.Contains(major))
                return path;
        }

        var package = program == Server ? $"postgresql-{major}" : $"postgresql-client-{major}";
        var found = seen.Count == 0 ? "none" : string.Join(", ", seen);
        throw new BackupException($"The database is of PostgreSQL {major}, and this machine has no {program} of that version (found: {found}). Install Debian's package {package}, or name the program's folder in BACKUP_PG_BIN.");
    }

    /// <summary>Where distributions put them, the given folder first.</summary>
    private IEnumerable<string> Places(int major) =>
    [
        .. folder is null ? [] : (string[])[folder],
        $"/usr/lib/postgresql/{major}/bin",
        $"/usr/pgsql-{major}/bin",
        $"/usr/libexec/postgresql{major}",
        $"/opt/homebrew/opt/postgresql@{major}/bin",
        $"/usr/local/opt/postgresql@{major}/bin",
        .. (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")) : [],
    ];

    [GeneratedRegex(@"\(PostgreSQL\) ([0-9]+)")]
    private static partial Regex Major();
}
