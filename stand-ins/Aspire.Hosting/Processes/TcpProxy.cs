using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Processes;

/// <summary>
/// One public port on the loopback addresses in front of the processes that serve it, in turn. A process may restart or
/// have replicas without its users noticing: a connection that arrives while none accepts waits for one.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    /// <summary>Connections served at once; the next ones wait in the kernel's queue.</summary>
    public const int MaxConnections = 4096;

    /// <summary>How long a new connection waits for a process that accepts it, before it is closed.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(5);

    private const int Backlog = 512;
    private const int PortAttempts = 16;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(50);

    private readonly List<TcpListener> _listeners;
    private readonly SemaphoreSlim _free = new(MaxConnections);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile int[] _targets = [];
    private int _turn;

    private TcpProxy(List<TcpListener> listeners)
    {
        _listeners = listeners;
        Port = ((IPEndPoint)listeners[0].LocalEndpoint).Port;
        _accepting = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    /// <summary>The public port.</summary>
    public int Port { get; }

    /// <summary>Listens on 127.0.0.1 and, where the machine has it, ::1.</summary>
    /// <param name="publicPort">The port, or 0 for any free one.</param>
    /// <exception cref="InvalidOperationException">The port is taken; the message is a sentence that says so.</exception>
    public static TcpProxy Start(int publicPort)
    {
        for (var attempt = 1; ; attempt++)
        {
            var listeners = new List<TcpListener> { new(IPAddress.Loopback, publicPort) };
            try
            {
                listeners[0].Start(Backlog);
                listeners.Add(new TcpListener(IPAddress.IPv6Loopback, ((IPEndPoint)listeners[0].LocalEndpoint).Port));
                listeners[1].Start(Backlog);
                return new TcpProxy(listeners);
            }
            catch (SocketException exception) when (listeners.Count == 2 && exception.SocketErrorCode != SocketError.AddressAlreadyInUse)
            {
                // This machine has no ::1.
                listeners[1].Dispose();
                return new TcpProxy(listeners[..1]);
            }
            catch (SocketException) when (publicPort == 0 && attempt < PortAttempts)
            {
                // The port that was free on 127.0.0.1 is taken on ::1: another one.
                listeners.ForEach(listener => listener.Dispose());
            }
            catch (SocketException exception)
            {
                listeners.ForEach(listener => listener.Dispose());
                throw new InvalidOperationException(exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Port {publicPort} is taken by another program. Stop that program, or choose other ports."
                    : $"Cannot listen on port {publicPort}: {exception.Message}.", exception);
            }
        }
    }

    /// <summary>The ports on 127.0.0.1 that new connections go to in turn; connections that exist stay where they are.</summary>
    public void SetTargets(IReadOnlyList<int> ports) => _targets = [.. ports];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listeners.ForEach(listener => listener.Dispose());
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            await _free.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                // The client gave up before we looked, or file handles ran out: the next one may have more luck.
                _free.Release();
                await Task.Delay(RetryAfter, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            using (client)
            using (var server = await ConnectAsync().ConfigureAwait(false))
            {
                if (server is not null)
                {
                    client.NoDelay = true;
                    await SocketRelay.RunAsync(client, server, _stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side went away, or the proxy is stopping: both sockets are closed, which tells the other side.
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>A connection to the next process in turn that accepts one; null if none did within <see cref="HoldTime"/>.</summary>
    private async Task<Socket?> ConnectAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        do
        {
            var targets = _targets;
            var first = (uint)Interlocked.Increment(ref _turn);
            for (var offset = 0u; offset < targets.Length; offset++)
            {
                if (await TryConnectAsync(targets[(first + offset) % targets.Length]).ConfigureAwait(false) is { } socket)
                {
                    return socket;
                }
            }

            await Task.Delay(RetryAfter, _stop.Token).ConfigureAwait(false);
        }
        while (TimeProvider.System.GetElapsedTime(started) < HoldTime);
        return null;
    }

    private async Task<Socket?> TryConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, _stop.Token).ConfigureAwait(false);
            // With nobody listening, the kernel may pick the target's port as ours and connect the socket to itself.
            if (!socket.LocalEndPoint!.Equals(socket.RemoteEndPoint))
            {
                return socket;
            }
        }
        catch (SocketException)
        {
            // Not listening yet or any more: the caller tries the next one.
        }

        socket.Dispose();
        return null;
    }
}
