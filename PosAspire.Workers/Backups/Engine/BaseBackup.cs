using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace PosAspire.Workers.Backups.Engine;

/// <summary>What pg_basebackup made in a folder.</summary>
/// <param name="Files">Names within it.</param>
/// <param name="StartLsn">Where in the log the copy begins to be whole.</param>
/// <param name="StopLsn">Where it is whole.</param>
internal sealed record TakenCopy(IReadOnlyList<string> Files, uint Timeline, string StartLsn, string StopLsn);

/// <summary>A physical copy of a running cluster with the log that it needs, by pg_basebackup: packed files and PostgreSQL's own manifest.</summary>
internal static partial class BaseBackup
{
    /// <summary>PostgreSQL's manifest: the sum of every file of the cluster.</summary>
    public const string ServerManifest = "backup_manifest";

    /// <summary>Words of the program when it was built without zstd.</summary>
    public const string NoPacking = "does not support compression";

    private const string Gzip = "1";
    private const string ByZstd = "client-zstd:1";

    public static async Task<TakenCopy> TakeAsync(
        string program, NpgsqlConnectionStringBuilder server, string folder, bool byZstd, Action<int> percent, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "--pgdata", folder, "--format=tar", $"--compress={(byZstd ? ByZstd : Gzip)}", "--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256",
            "--label=posaspire", "--no-password", "--progress", "--verbose",
        ];
        await ToolRun.RunAsync(program, arguments, ToolRun.Environment(server), line => Tell(line, percent), cancellation);
        var range = await RangeAsync(Path.Combine(folder, ServerManifest), cancellation);
        return range with { Files = [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)] };
    }

    /// <summary>The log's range, from the manifest (PostgreSQL's documentation, "Backup Manifest WAL Range Object").</summary>
    private static async Task<TakenCopy> RangeAsync(string manifest, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(manifest);
        using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellation);
        var ranges = document.RootElement.GetProperty("WAL-Ranges");
        var (first, last) = (ranges[0], ranges[ranges.GetArrayLength() - 1]);
        return new([], last.GetProperty("Timeline").GetUInt32(), first.GetProperty("Start-LSN").GetString()!, last.GetProperty("End-LSN").GetString()!);
    }

    /// <summary>"  5123/45678 kB (11%), 0/1 tablespace".</summary>
    private static void Tell(string line, Action<int> percent)
    {
        if (Progress().Match(line) is { Success: true } match)
            percent(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"kB \(([0-9]{1,3})%\)")]
    private static partial Regex Progress();
}
