using System.Buffers;
using System.Net.Sockets;

namespace Aspire.Hosting.Processes;

/// <summary>Carries bytes between two sockets, each way until its sender is done, with no limit on how long either stays quiet.</summary>
internal static class SocketRelay
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Completes when both ways are done; fails as soon as one fails, and then both sockets are closed.</summary>
    public static async Task RunAsync(Socket client, Socket server, CancellationToken ct)
    {
        var there = CopyAsync(client, server, ct);
        var back = CopyAsync(server, client, ct);
        var first = await Task.WhenAny(there, back).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            client.Dispose();
            server.Dispose();
        }

        await Task.WhenAll(there, back).ConfigureAwait(false);
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer.AsMemory(), ct).ConfigureAwait(false)) > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), ct).ConfigureAwait(false);
                }
            }

            // The sender is done, but may still listen: pass on just that.
            to.Shutdown(SocketShutdown.Send);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
