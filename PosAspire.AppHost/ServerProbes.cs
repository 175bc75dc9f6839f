using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace PosAspire.AppHost;

/// <summary>Is a server of this machine ready? An exception means no; the health service reports its message.</summary>
internal static class ServerProbes
{
    public static async Task<HealthCheckResult> PostgresAsync(IResourceWithConnectionString posdb, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(await posdb.GetConnectionStringAsync(cancel) + ";Pooling=false;Timeout=2");
        await connection.OpenAsync(cancel);
        return HealthCheckResult.Healthy();
    }

    /// <summary>A PING over the Redis protocol (inline commands, https://redis.io/docs/latest/develop/reference/protocol-spec/).</summary>
    public static async Task<HealthCheckResult> CacheAsync(IResourceWithConnectionString cache, CancellationToken cancel)
    {
        var parts = (await cache.GetConnectionStringAsync(cancel))!.Split(',');
        var (host, port, password) = (parts[0].Split(':')[0], parts[0].Split(':')[1], parts[1]["password=".Length..]);
        using var client = new TcpClient();
        await client.ConnectAsync(host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), cancel);
        var stream = client.GetStream();
        var request = $"*2\r\n$4\r\nAUTH\r\n${password.Length}\r\n{password}\r\n*1\r\n$4\r\nPING\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancel);
        using var reader = new StreamReader(stream);
        var (auth, pong) = (await reader.ReadLineAsync(cancel), await reader.ReadLineAsync(cancel));
        return (auth, pong) == ("+OK", "+PONG") ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"unexpected answer: {auth} {pong}");
    }
}
