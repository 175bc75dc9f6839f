using System.Text;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>A receipt as the bytes that a thermal printer takes.</summary>
/// <remarks>
/// Commands as Epson's ESC/POS command reference names them, kept to those that other makers' printers know too. Names cannot break the
/// bytes: <see cref="PrinterText"/> leaves no control character in a row.
/// </remarks>
public static class ReceiptEscPos
{
    private const byte Esc = 0x1B;
    private const byte Gs = 0x1D;
    private const byte LineFeed = 0x0A;

    // Dots a QR module is wide, and error correction M.
    private const byte QrModule = 6;
    private const byte QrCorrection = 49;

    /// <param name="layout">Laid out for the printer.</param>
    /// <param name="withQrCode">Prints the order's id as a QR code below, to find the order again by scanning.</param>
    public static byte[] Of(Receipt receipt, ReceiptLayout layout, bool withQrCode)
    {
        using var bytes = new MemoryStream();
        Initialise(bytes);
        foreach (var row in layout.Rows)
            Write(bytes, row);
        if (withQrCode)
            WriteQrCode(bytes, $"{receipt.OrderId}");
        Cut(bytes);
        if (receipt.OpensDrawer)
            OpenDrawer(bytes);
        return bytes.ToArray();
    }

    // ESC @; ESC R 0: the American set, or some printers show a currency sign for the dollar; ESC t: the code page.
    private static void Initialise(MemoryStream bytes) => bytes.Write([Esc, (byte)'@', Esc, (byte)'R', 0, Esc, (byte)'t', PrinterText.CodePage]);

    private static void Write(MemoryStream bytes, ReceiptRow row)
    {
        if (row.IsCentered)
            bytes.Write([Esc, (byte)'a', 1]);
        if (row.IsBold)
            bytes.Write([Esc, (byte)'E', 1]);
        if (row.IsLarge)
            bytes.Write([Gs, (byte)'!', 0x11]);
        bytes.Write(PrinterText.Bytes(row.Text));
        bytes.WriteByte(LineFeed);
        if (row.IsLarge)
            bytes.Write([Gs, (byte)'!', 0]);
        if (row.IsBold)
            bytes.Write([Esc, (byte)'E', 0]);
        if (row.IsCentered)
            bytes.Write([Esc, (byte)'a', 0]);
    }

    // GS ( k: model 2, size, correction, store, print.
    private static void WriteQrCode(MemoryStream bytes, string text)
    {
        var data = Encoding.ASCII.GetBytes(text);
        var length = data.Length + 3;
        bytes.Write([Esc, (byte)'a', 1]);
        bytes.Write([Gs, (byte)'(', (byte)'k', 4, 0, 49, 65, 50, 0]);
        bytes.Write([Gs, (byte)'(', (byte)'k', 3, 0, 49, 67, QrModule]);
        bytes.Write([Gs, (byte)'(', (byte)'k', 3, 0, 49, 69, QrCorrection]);
        bytes.Write([Gs, (byte)'(', (byte)'k', (byte)length, (byte)(length >> 8), 49, 80, 48, .. data]);
        bytes.Write([Gs, (byte)'(', (byte)'k', 3, 0, 49, 81, 48]);
        bytes.Write([Esc, (byte)'a', 0]);
    }

    // GS V 65 3: feed to the knife and three rows more, then cut all but a point.
    private static void Cut(MemoryStream bytes) => bytes.Write([Gs, (byte)'V', 65, 3]);

    // ESC p 0: a pulse of 120 ms on the first connector, at least 240 ms apart.
    private static void OpenDrawer(MemoryStream bytes) => bytes.Write([Esc, (byte)'p', 0, 60, 120]);
}
