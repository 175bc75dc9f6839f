using Npgsql;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Workers.Backups;

/// <summary>A cluster that was put into its place, started as an operator does.</summary>
internal sealed class RestoredCluster : IAsyncDisposable
{
    private readonly string _folder;

    private RestoredCluster(string folder, string connection) => (_folder, ConnectionString) = (folder, connection);

    public string ConnectionString { get; }

    public static async Task<RestoredCluster> StartAsync(string folder)
    {
        var port = ServerProcess.FreePort();
        var place = Path.GetDirectoryName(folder)!;
        await PostgresBinaries.RunAsync("chown", [PostgresBinaries.Owner, place], asOwner: false);
        await ControlAsync(folder, "-o", $"-p {port} -k {place} -c listen_addresses=127.0.0.1", "-l", Path.Combine(place, "log"), "start");
        return new(folder, $"Host=127.0.0.1;Port={port};Database=posdb;Username=postgres;Pooling=false;Command Timeout=1800");
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync() => await ControlAsync(_folder, "-m", "fast", "stop");

    private static Task ControlAsync(string folder, params string[] arguments) =>
        PostgresBinaries.RunAsync(Path.Combine(PostgresBinaries.Folder(), "pg_ctl"), ["-D", folder, "-w", "-s", .. arguments], asOwner: true);
}
