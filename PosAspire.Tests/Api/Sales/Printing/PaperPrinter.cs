using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PosAspire.Tests.Api.Sales.Printing;

/// <summary>A receipt printer's raw port: it keeps what each connection brought, and can be switched off and on.</summary>
internal sealed class PaperPrinter : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> jobs = new();
    private TcpListener? listener;
    private Task listening = Task.CompletedTask;

    public PaperPrinter()
    {
        On();
        Port = ((IPEndPoint)listener!.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string Address => $"127.0.0.1:{Port}";

    /// <summary>What was printed, a connection each.</summary>
    public IReadOnlyList<byte[]> Jobs => [.. jobs];

    /// <summary>Breaks the next connections after so many bytes.</summary>
    public int? BreaksAfter { get; set; }

    public void On()
    {
        listener = new(IPAddress.Loopback, Port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        listening = ListenAsync(listener);
    }

    public async Task OffAsync()
    {
        listener!.Stop();
        await listening;
    }

    public async ValueTask DisposeAsync() => await OffAsync();

    private async Task ListenAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                using var caller = await from.AcceptTcpClientAsync();
                await TakeAsync(caller);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Switched off.
        }
    }

    private async Task TakeAsync(TcpClient caller)
    {
        using var job = new MemoryStream();
        var part = new byte[1024];
        while (await caller.GetStream().ReadAsync(part.AsMemory(0, BreaksAfter is null ? part.Length : 16)) is > 0 and var length)
        {
            await job.WriteAsync(part.AsMemory(0, length));
            if (job.Length >= BreaksAfter)
            {
                // A reset, as when the plug is pulled.
                caller.Client.Close(0);
                return;
            }
        }

        jobs.Enqueue(job.ToArray());
    }
}
