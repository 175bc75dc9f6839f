using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PosAspire.Bench.Shop;

/// <summary>Waiting for servers.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>How long it took until <paramref name="condition"/> held.</summary>
    /// <exception cref="StepFailedException">It did not within the limit.</exception>
    public static async Task<TimeSpan> UntilAsync(string what, TimeSpan limit, Func<Task<bool>> condition, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > limit)
                throw new StepFailedException($"It did not happen within {limit.TotalSeconds:0} s: {what}.");
            await Task.Delay(Pause, cancellation);
        }

        return clock.Elapsed;
    }

    /// <summary>A loopback port that was free just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
