using System.Globalization;
using System.Net.Sockets;

namespace PosAspire.Bench.Shop;

/// <summary>A cache server of this run's own, started as <c>./pos up</c> starts it.</summary>
internal sealed class CacheServer : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly ShopFolder folder;
    private ChildProcess? process;

    private CacheServer(ShopFolder folder) => this.folder = folder;

    public int Port { get; } = Waiting.FreePort();

    public string ConnectionString => $"127.0.0.1:{Port},password={folder.Secret("cache-password")}";

    public static async Task<CacheServer> StartAsync(ShopFolder folder, CancellationToken cancellation)
    {
        var server = new CacheServer(folder);
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

    /// <summary>Ends it as <c>kill -9</c> does; what it held is gone.</summary>
    public void Kill()
    {
        // The script becomes the server (exec), so its process id is the server's.
        if (process is { } running)
            ChildProcess.Kill(running.Id);
    }

    public async Task RestartAsync(CancellationToken cancellation)
    {
        process?.Dispose();
        process = ChildProcess.Start(
            folder.Log("cache"), "KILL", folder.Environment, Repository.ServersScript, "cache", Port.ToString(CultureInfo.InvariantCulture));
        await Waiting.UntilAsync("the cache answers", StartLimit, () => AnswersAsync(cancellation), cancellation);
    }

    public void Dispose()
    {
        process?.Dispose();
        process = null;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
