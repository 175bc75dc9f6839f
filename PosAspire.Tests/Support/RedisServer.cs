using System.Net.Sockets;
using System.Text;

namespace PosAspire.Tests.Support;

/// <summary>A real Redis-protocol server (Garnet) on a port that it keeps over kills and restarts.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private ServerProcess? _process;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    public string ConnectionString => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer(ServerProcess.FreePort());
        await server.RestartAsync();
        return server;
    }

    /// <summary>Ends the server as <c>kill -9</c> does; what it held is gone.</summary>
    public void Kill()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Starts the killed server again on its port and waits until it answers.</summary>
    public async Task RestartAsync()
    {
        var folder = ServerProcess.NewFolder("redis");
        _process = ServerProcess.Start(
            folder, "KILL", [DotNet(), "exec", Program(), "--bind", "127.0.0.1", "--port", $"{Port}", "-m", "64m", "-i", "8m", "--checkpointdir", folder]);
        await ServerProcess.WaitUntilAsync(AnswersAsync, StartLimit, folder);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _process = null;
        return ValueTask.CompletedTask;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[16];
            var length = await client.GetStream().ReadAsync(answer);
            return Encoding.ASCII.GetString(answer, 0, length).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception problem) when (problem is SocketException or IOException)
        {
            return false;
        }
    }

    private static string DotNet() => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>The tool's own assembly in the package cache: a command run by <c>dotnet tool run</c> would be a grandchild.</summary>
    private static string Program()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var package = Path.Combine(cache, "garnet-server");
        var found = Directory.Exists(package) ? Directory.GetFiles(package, "GarnetServer.dll", SearchOption.AllDirectories) : [];
        return found.OrderByDescending(path => path, StringComparer.Ordinal).FirstOrDefault(path => path.Contains("net10.0", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("The tool garnet-server is not restored: run dotnet tool restore.");
    }
}
