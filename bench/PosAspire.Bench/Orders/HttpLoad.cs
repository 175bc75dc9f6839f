using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Orders;

/// <summary>What a round of requests came to.</summary>
/// <param name="Milliseconds">The time of each answered request.</param>
internal sealed record LoadResult(TimeSpan Elapsed, double[] Milliseconds, int Refused, string? FirstRefusal)
{
    public double PerSecond => Milliseconds.Length / Elapsed.TotalSeconds;

    public double Percentile(double share) => Statistics.Percentile(Milliseconds, share);
}

/// <summary>
/// Clients in a closed loop, each a thread with a connection of its own that sends prepared bytes and reads the answer. It shares the
/// machine with what it measures, so it does as little as can be: no HTTP library, nothing allocated per request.
/// </summary>
internal static class HttpLoad
{
    private const int LargestAnswer = 256 * 1024;
    private const int Chunked = LargestAnswer + 1;

    /// <param name="next">Writes a client's next request into its buffer and answers the length.</param>
    /// <param name="expected">The only status that counts as done.</param>
    public static LoadResult Run(Uri server, int clients, TimeSpan time, int expected, Func<int, Func<byte[], int>> next)
    {
        var done = new List<double>[clients];
        var refusals = new string?[clients];
        var refused = 0;
        using var start = new Barrier(clients + 1);
        var threads = new Thread[clients];
        var clock = new Stopwatch();
        for (var client = 0; client < clients; client++)
        {
            var number = client;
            done[number] = new(64 * 1024);
            // Connected here, so that a server that is not there fails the step and not a thread.
            var socket = Connect(server);
            threads[number] = new Thread(() => Interlocked.Add(ref refused, Client(socket, time, expected, next(number), start, clock, done[number], out refusals[number])), 256 * 1024);
            threads[number].Start();
        }

        clock.Start();
        start.SignalAndWait();
        foreach (var thread in threads)
            thread.Join();
        clock.Stop();
        return new(clock.Elapsed, [.. done.SelectMany(times => times)], refused, Array.Find(refusals, text => text is not null));
    }

    private static int Client(
        Socket connected, TimeSpan time, int expected, Func<byte[], int> next, Barrier start, Stopwatch clock, List<double> done, out string? refusal)
    {
        refusal = null;
        var refused = 0;
        using var socket = connected;
        var (request, answer) = (new byte[16 * 1024], new byte[LargestAnswer]);
        start.SignalAndWait();
        while (clock.Elapsed < time)
        {
            var length = next(request);
            var began = Stopwatch.GetTimestamp();
            var (status, received) = Ask(socket, request.AsSpan(0, length), answer);
            if (status == expected)
                done.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            else
            {
                refused++;
                refusal ??= Encoding.UTF8.GetString(answer, 0, Math.Min(received, 600));
            }
        }

        return refused;
    }

    private static Socket Connect(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        try
        {
            socket.Connect(IPAddress.Loopback, server.Port);
            return socket;
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            throw new StepFailedException($"{server} does not take connections: {problem.Message}");
        }
    }

    /// <summary>Sends a request and reads its answer; status 0 with the reason when the connection breaks.</summary>
    private static (int Status, int Received) Ask(Socket socket, ReadOnlySpan<byte> request, byte[] answer)
    {
        try
        {
            socket.Send(request);
            return Receive(socket, answer);
        }
        catch (SocketException broken)
        {
            return (0, Encoding.UTF8.GetBytes($"The connection broke: {broken.Message}", answer));
        }
    }

    /// <summary>Reads one answer, which ends after its length or with the last chunk.</summary>
    private static (int Status, int Received) Receive(Socket socket, byte[] answer)
    {
        var (received, headers, total) = (0, -1, int.MaxValue);
        while (received < total && !(total == Chunked && answer.AsSpan(0, received).EndsWith("\r\n0\r\n\r\n"u8)))
        {
            var read = socket.Receive(answer.AsSpan(received));
            if (read == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            received += read;
            if (headers < 0 && (headers = answer.AsSpan(0, received).IndexOf("\r\n\r\n"u8)) >= 0)
                total = answer.AsSpan(0, headers).IndexOf("Transfer-Encoding: chunked"u8) >= 0 ? Chunked : headers + 4 + ContentLength(answer.AsSpan(0, headers));
        }

        return Utf8Parser.TryParse(answer.AsSpan(9, 3), out int status, out _) ? (status, received) : (0, received);
    }

    private static int ContentLength(ReadOnlySpan<byte> headers)
    {
        var at = headers.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + 16)..], out int length, out _)
            ? length
            : 0;
    }
}
