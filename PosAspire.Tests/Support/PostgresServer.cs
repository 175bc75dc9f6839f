using Npgsql;

namespace PosAspire.Tests.Support;

/// <summary>
/// A real PostgreSQL cluster on a free loopback port. <see cref="SharedAsync"/> is the one of the test run, started when first asked
/// for; a test that kills its server starts its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private const int MaxConnections = 200;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);

    private readonly string _folder;
    private readonly string[] _command;
    private readonly List<ServerProcess> _processes = [];

    private PostgresServer(string folder, int port, string[] command) => (_folder, Port, _command) = (folder, port, command);

    public int Port { get; }

    /// <summary>The cluster of this test run.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a cluster of the caller's own.</summary>
    /// <param name="durable">True keeps fsync and synchronous commit on, for tests of what a crash leaves.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var folder = ServerProcess.NewFolder("pg");
        var port = ServerProcess.FreePort();
        var bin = PostgresBinaries.Folder();
        var data = Path.Combine(folder, "data");
        await PostgresBinaries.RunAsync("chown", [PostgresBinaries.Owner, folder], asOwner: false);
        await PostgresBinaries.RunAsync(
            Path.Combine(bin, "initdb"), ["-D", data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], asOwner: true);
        string[] options = durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
        string[] command =
        [
            .. PostgresBinaries.AsOwner, Path.Combine(bin, "postgres"), "-D", data, "-p", $"{port}", "-k", folder,
            "-c", "listen_addresses=127.0.0.1", "-c", $"max_connections={MaxConnections}", "-c", "shared_buffers=64MB", .. options,
        ];
        var server = new PostgresServer(folder, port, command);
        await server.RestartAsync();
        return server;
    }

    /// <summary>A connection string to a database of this cluster, through another port when a proxy stands before it.</summary>
    public string ConnectionString(string database = "postgres", int? port = null) =>
        $"Host=127.0.0.1;Port={port ?? Port};Database={database};Username={Superuser}";

    /// <summary>Runs one statement in the maintenance database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString() + ";Pooling=false;Command Timeout=120");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the server as <c>kill -9</c> does; its data stays.</summary>
    public void Kill() => _processes[^1].Kill();

    /// <summary>Starts the killed server again on its port and data, and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        // Orphaned children hold the shared memory for a moment after a kill -9; a server started meanwhile gives up.
        var latest = ServerProcess.Start(_folder, "QUIT", _command);
        _processes.Add(latest);
        await ServerProcess.WaitUntilAsync(
            async () =>
            {
                if (latest.HasEnded)
                    _processes.Add(latest = ServerProcess.Start(_folder, "QUIT", _command));
                return await AnswersAsync();
            },
            StartLimit,
            _folder);
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Stop();
        return server;
    }

    private void Stop()
    {
        foreach (var process in _processes)
            process.Dispose();
        _processes.Clear();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
