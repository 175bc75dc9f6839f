using System.Buffers.Binary;

namespace PosAspire.Tests.Api.Catalog.Images;

/// <summary>Small pictures, whole enough to be told apart.</summary>
internal static class Pictures
{
    // One pixel each, written by common tools.
    private const string Jpeg =
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=";

    private const string Webp = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

    public static byte[] Of(string kind) => kind switch
    {
        "png" => Png(1, 1),
        "jpeg" => Convert.FromBase64String(Jpeg),
        _ => Convert.FromBase64String(Webp),
    };

    /// <summary>A PNG's head that says how large it is, and one byte more.</summary>
    public static byte[] Png(uint width, uint height)
    {
        byte[] bytes = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }
}
