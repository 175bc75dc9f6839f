using System.Diagnostics.CodeAnalysis;

namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>
/// A web address that names a product: <c>https://any.host/01/09506000134352/10/ABC?17=271231</c> (GS1 Digital Link URI
/// Syntax 1.2 and later). Whose host it is does not matter, and it is never visited.
/// </summary>
public static class DigitalLink
{
    private const string Product = "01";

    // In this order, each at most once; or the third-party controlled serial number alone.
    private static readonly string[] Qualifiers = ["22", "10", "21"];
    private const string ThirdPartySerial = "235";

    public static bool IsAddress(ReadOnlySpan<char> text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the elements of an address; false when it names no product.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Gs1Elements? parsed)
    {
        parsed = null;
        if (!IsAddress(text) || !Uri.TryCreate(text.ToString(), UriKind.Absolute, out var address))
            return false;
        var segments = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.LastIndexOf(segments, Product);
        if (at < 0 || (segments.Length - at) % 2 != 0)
            return false;
        var read = new Gs1Elements();
        // Shorter numbers were allowed by the first versions.
        if (!TryAdd(read, Product, segments[at + 1].PadLeft(Gtin.Digits, '0')) || !TryAddQualifiers(read, segments.AsSpan(at + 2)))
            return false;
        foreach (var pair in address.Query.TrimStart('?').Split('&', ';'))
        {
            // What is not an identifier belongs to the host that the address leads to.
            if (pair.Split('=') is [var name, var value] && ApplicationIdentifiers.Find(name) is not null && !TryAdd(read, name, value))
                return false;
        }

        parsed = read;
        return true;
    }

    private static bool TryAddQualifiers(Gs1Elements read, ReadOnlySpan<string> segments)
    {
        if (segments is [ThirdPartySerial, var serial])
            return TryAdd(read, ThirdPartySerial, serial);
        var next = 0;
        for (var at = 0; at < segments.Length; at += 2)
        {
            var place = Array.IndexOf(Qualifiers, segments[at], next);
            if (place < 0 || !TryAdd(read, segments[at], segments[at + 1]))
                return false;
            next = place + 1;
        }

        return true;
    }

    private static bool TryAdd(Gs1Elements read, string identifier, string value) =>
        ApplicationIdentifiers.Find(identifier) is { } known && read.TryAdd(known, Uri.UnescapeDataString(value));
}
