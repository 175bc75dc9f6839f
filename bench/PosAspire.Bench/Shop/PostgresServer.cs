using System.Globalization;
using Npgsql;

namespace PosAspire.Bench.Shop;

/// <summary>A PostgreSQL cluster of this run's own, started as <c>./pos up</c> starts it: fsync and synchronous commit are on.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ShopFolder folder;
    private readonly List<ChildProcess> started = [];

    private PostgresServer(ShopFolder folder) => this.folder = folder;

    public int Port { get; } = Waiting.FreePort();

    public string Password => folder.Secret("postgres-password");

    public static async Task<PostgresServer> StartAsync(ShopFolder folder, CancellationToken cancellation)
    {
        await ChildProcess.RunAsync(folder.Environment, cancellation, Repository.ServersScript, "postgres-init");
        var server = new PostgresServer(folder);
        try
        {
            await server.RestartAsync(cancellation);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public string ConnectionString(string database = "posdb") =>
        $"Host=127.0.0.1;Port={Port};Username={Superuser};Password={Password};Database={database}";

    /// <summary>Ends the postmaster as <c>kill -9</c> does; its children follow by themselves.</summary>
    public void Kill()
    {
        var noted = File.ReadLines(Path.Combine(folder.Path, "postgres", "postmaster.pid")).First();
        ChildProcess.Kill(int.Parse(noted, CultureInfo.InvariantCulture));
    }

    /// <summary>Starts it on its port and data, and waits until it answers.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        Start();
        await Waiting.UntilAsync("PostgreSQL answers", StartLimit, async () =>
        {
            // After a kill -9 the orphaned children hold the shared memory for a moment; a server started meanwhile gives up.
            if (started[^1].HasEnded)
                Start();
            return await AnswersAsync(cancellation);
        }, cancellation);
    }

    public void Dispose()
    {
        foreach (var process in started)
            process.Dispose();
        started.Clear();
    }

    private void Start() => started.Add(ChildProcess.Start(
        folder.Log("postgres"), "TERM", folder.Environment, Repository.ServersScript, "postgres", Port.ToString(CultureInfo.InvariantCulture)));

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString() + ";Pooling=false;Timeout=2");
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
