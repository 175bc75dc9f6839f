using System.Buffers.Binary;

namespace PosAspire.Domain.Catalog;

/// <summary>Tells a picture by its first bytes; what somebody calls a file proves nothing.</summary>
public static class PictureBytes
{
    /// <summary>Widest and highest, in pixels: more would be a decompression bomb on a guest's phone.</summary>
    public const int MaxSide = 6_000;

    private const int JpegMarker = 0xFF;
    private const int WebpHeader = 30;
    private const int PngHeader = 33;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    /// <summary>The media type; null when these bytes are no PNG, JPEG or WebP that a browser would show.</summary>
    public static string? MediaType(ReadOnlySpan<byte> bytes) =>
        IsPng(bytes) ? "image/png" : IsJpeg(bytes) ? "image/jpeg" : IsWebp(bytes) ? "image/webp" : null;

    // W3C PNG, 5.2 and 11.2.2: the signature, then IHDR with width and height.
    private static bool IsPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length > PngHeader && bytes.StartsWith(Png)
        && Fits(BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));

    // ITU T.81, B.1: segments of a marker and a length; a frame header (C0 to CF, but no table) holds height and width.
    private static bool IsJpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != JpegMarker || bytes[1] != 0xD8)
            return false;
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == JpegMarker)
        {
            var marker = bytes[at + 1];
            if (marker == JpegMarker)
            {
                at++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Fits(BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return false;
    }

    // RFC 9649, 2: a RIFF file whose first chunk is VP8, VP8L or VP8X.
    private static bool IsWebp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < WebpHeader || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WEBPVP8"u8))
            return false;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
        return bytes[15] switch
        {
            (byte)' ' => Fits(BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFFu, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFFu),
            (byte)'L' => bytes[20] == 0x2F && Fits((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1),
            (byte)'X' => Fits((BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) & 0xFF_FFFF) + 1, (BinaryPrimitives.ReadUInt32LittleEndian(bytes[26..]) >> 8) + 1),
            _ => false,
        };
    }

    private static bool Fits(uint width, uint height) => width is >= 1 and <= MaxSide && height is >= 1 and <= MaxSide;
}
