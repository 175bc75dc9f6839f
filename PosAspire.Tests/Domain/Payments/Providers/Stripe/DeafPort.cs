using System.Net;
using System.Net.Sockets;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

/// <summary>A port whose queue is full: a further connection is neither taken nor refused.</summary>
internal sealed class DeafPort : IDisposable
{
    private const int Queue = 1;
    private const int Callers = 4;

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> callers = [];

    public DeafPort()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Queue);
        for (var caller = 0; caller < Callers; caller++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            callers.Add(socket);
            try
            {
                socket.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException waits) when (waits.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // It stands in the queue, or before it.
            }
        }
    }

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        callers.ForEach(caller => caller.Dispose());
        listener.Dispose();
    }
}
