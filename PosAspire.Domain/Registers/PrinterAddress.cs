using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PosAspire.Domain.Registers;

/// <summary>Where a receipt printer listens: a host of the shop's own network and a port (9100 for most makers).</summary>
/// <remarks>Private addresses only (RFC 1918, RFC 4193, loopback): a setting must not turn the shop into somebody else's caller.</remarks>
public readonly record struct PrinterAddress(string Host, int Port)
{
    public const int MaxLength = 120;

    /// <summary>Reads <c>host:port</c>; an IPv6 address stands in brackets.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PrinterAddress address)
    {
        address = default;
        if (text is not { Length: > 0 and <= MaxLength } || text.LastIndexOf(':') is not (> 0 and var colon))
            return false;
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
            return false;
        var host = text[..colon];
        if (!IsHost(host))
            return false;
        address = new(host, port);
        return true;
    }

    /// <summary>Whether an address is of the shop's own network.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return true;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? (bytes[0] & 0xFE) == 0xFC
            : bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168);
    }

    public override string ToString() => $"{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    // A name is looked up, and its address checked, when something is printed.
    private static bool IsHost(string host)
    {
        if (host[0] == '[')
            return host[^1] == ']' && IPAddress.TryParse(host, out var bracketed) && IsPrivate(bracketed);
        if (IPAddress.TryParse(host, out var address))
            return address.AddressFamily == AddressFamily.InterNetwork && IsPrivate(address);
        return Uri.CheckHostName(host) == UriHostNameType.Dns;
    }
}
