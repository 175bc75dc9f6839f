using System.Diagnostics;
using Npgsql;
using PosAspire.Workers.Backups.Catalogue;
using PosAspire.Workers.Backups.Engine;

namespace PosAspire.Workers.Backups.Restores;

/// <summary>
/// A restored cluster while it is questioned: reached only through a socket in a folder of its own, with none of the settings that
/// would make it act on the outside. It ends when disposed, in order.
/// </summary>
internal sealed class RestoredServer : IAsyncDisposable
{
    /// <summary>Replaying a long log takes its time.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromHours(1);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private static readonly Dictionary<string, string> Words = new() { ["LC_ALL"] = "C" };

    private readonly Process process;
    private readonly string[] stop;
    private readonly DirectoryInfo place;

    private RestoredServer(Process process, string[] stop, DirectoryInfo place, string connectionString) =>
        (this.process, this.stop, this.place, ConnectionString) = (process, stop, place, connectionString);

    public string ConnectionString { get; }

    /// <summary>Starts it and waits until it has replayed its log and answers.</summary>
    /// <param name="bin">The folder of the server's programs.</param>
    /// <param name="recovery">What it is told of the log that it is to replay; nothing for a copy's own.</param>
    /// <exception cref="BackupException">It did not come up; the sentence has its last words.</exception>
    public static async Task<RestoredServer> StartAsync(string bin, string folder, ServerUser user, BackupManifest manifest, IEnumerable<string> recovery, CancellationToken cancellation)
    {
        // Short, because a socket's path may have only 107 bytes.
        var place = Directory.CreateTempSubdirectory("pos-");
        await File.WriteAllTextAsync(Path.Combine(place.FullName, "pg_hba.conf"), "local all all trust\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(place.FullName, "postgresql.conf"), "", cancellation);
        await user.OwnAsync(place.FullName, cancellation);
        var log = Path.Combine(place.FullName, "log");
        string[] command =
        [
            .. user.Prefix, "sh", "-c", "exec \"$@\" </dev/null >\"$0\" 2>&1", log, Path.Combine(bin, ClientTools.Server), "-D", folder, .. Options(place.FullName, recovery),
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/" };
        foreach (var (name, value) in Words)
            start.Environment[name] = value;
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = place.FullName,
            Port = NpgsqlConnection.DefaultPort,
            Database = manifest.Database,
            Username = manifest.DatabaseUser,
            Pooling = false,
            CommandTimeout = 0,
            Timeout = 5,
        };
        string[] stop = [.. user.Prefix, Path.Combine(bin, "pg_ctl"), "-D", folder, "-m", "fast", "-w", "-s", "stop"];
        var server = new RestoredServer(Process.Start(start) ?? throw new BackupException("The restored server did not start."), stop, place, connection.ConnectionString);
        try
        {
            await server.AnswersAsync(log, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await ToolRun.RunAsync(stop[0], stop[1..], Words, null, CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        place.Delete(recursive: true);
    }

    /// <summary>On the command line, where they win over every file of the copy.</summary>
    private static IEnumerable<string> Options(string place, IEnumerable<string> recovery)
    {
        string[] settings =
        [
            $"config_file={place}/postgresql.conf", $"hba_file={place}/pg_hba.conf", $"unix_socket_directories={place}", $"port={NpgsqlConnection.DefaultPort}",
            "listen_addresses=", "hot_standby=off", "archive_mode=off", "shared_preload_libraries=", "primary_conninfo=", "max_connections=20",
            "shared_buffers=64MB", "logging_collector=off", "log_destination=stderr", "ssl=off", "autovacuum=off", "external_pid_file=", .. recovery,
        ];
        return settings.SelectMany(setting => (string[])["-c", setting]);
    }

    private async Task AnswersAsync(string log, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited || clock.Elapsed > StartLimit)
                throw new BackupException($"The restored server did not come up: {LastWords(log)}");
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString);
                await connection.OpenAsync(cancellation);
                return;
            }
            catch (PostgresException refusal) when (refusal.SqlState is not PostgresErrorCodes.CannotConnectNow)
            {
                throw new BackupException($"The restored server lets nobody in: {refusal.MessageText}", refusal);
            }
            catch (NpgsqlException)
            {
                // Not yet: it replays its log.
                await Task.Delay(Rest, cancellation);
            }
        }
    }

    private static string LastWords(string log)
    {
        var lines = File.Exists(log) ? File.ReadAllLines(log) : [];
        return lines.LastOrDefault(line => line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("PANIC", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing.";
    }
}
