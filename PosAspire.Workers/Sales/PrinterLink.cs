using System.Net;
using System.Net.Sockets;
using PosAspire.Domain.Registers;

namespace PosAspire.Workers.Sales;

/// <summary>A printer did not take a job, in a sentence for a cashier.</summary>
public sealed class PrinterException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Brings bytes to a printer's raw port, one connection a job.</summary>
public static class PrinterLink
{
    /// <exception cref="PrinterException">It did not take them all. What it took of them may have been printed.</exception>
    public static async Task SendAsync(string printer, ReadOnlyMemory<byte> bytes, PrintLimits limits, CancellationToken cancellation)
    {
        if (!PrinterAddress.TryParse(printer, out var address))
            throw new PrinterException($"{printer} is no printer's address.");
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await BoundedAsync(async token => await socket.ConnectAsync(await FindAsync(address, token), address.Port, token), limits.Connect, cancellation);
            await BoundedAsync(async token =>
            {
                for (var sent = 0; sent < bytes.Length;)
                    sent += await socket.SendAsync(bytes[sent..], token);
            }, limits.Send, cancellation);
            socket.Shutdown(SocketShutdown.Send);
            await ClosedAsync(socket, limits.Close, cancellation);
        }
        catch (Exception problem) when (problem is SocketException or TimeoutException)
        {
            throw new PrinterException($"The printer {printer} does not answer, or stopped in the middle. Look whether it is on and has paper.", problem);
        }
    }

    private static async Task<IPAddress> FindAsync(PrinterAddress printer, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(printer.Host, out var address) ? [address] : await Dns.GetHostAddressesAsync(printer.Host, cancellation);
        return Array.Find(found, PrinterAddress.IsPrivate) ?? throw new PrinterException($"The printer {printer} is not in the shop's own network.");
    }

    /// <summary>Waits until the printer has read everything: it then closes too. One that keeps the connection open has had its time; one that breaks it has not printed.</summary>
    private static async Task ClosedAsync(Socket socket, TimeSpan most, CancellationToken cancellation)
    {
        var ignored = new byte[256];
        try
        {
            await BoundedAsync(async token =>
            {
                // A printer may tell its state; nobody asked.
                while (await socket.ReceiveAsync(ignored.AsMemory(), token) > 0)
                {
                }
            }, most, cancellation);
        }
        catch (TimeoutException)
        {
            // It took every byte and keeps the connection: some makers do.
        }
    }

    private static async Task BoundedAsync(Func<CancellationToken, Task> work, TimeSpan most, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(most);
        try
        {
            await work(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {most}.", late);
        }
    }
}
