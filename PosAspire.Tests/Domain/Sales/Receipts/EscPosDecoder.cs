using System.Text;

namespace PosAspire.Tests.Domain.Sales.Receipts;

/// <summary>What a maker's printers understand differently.</summary>
internal enum EscPosDialect
{
    Epson,

    /// <summary>Bold by <c>ESC E</c> and <c>ESC F</c> without a parameter, alignment by <c>ESC j</c>, QR codes by <c>ESC 0x81</c>.</summary>
    Daruma,

    /// <summary>Bold by <c>ESC E</c> and <c>ESC F</c> without a parameter, the drawer by <c>ESC v</c>, QR codes by <c>GS k 11</c>.</summary>
    Vox,

    /// <summary>The drawer by <c>ESC &amp;</c>.</summary>
    Star,
}

internal readonly record struct PrintedLine(string Text, bool IsCentered, bool IsBold, bool IsLarge)
{
    public string Placed(int columns) => IsCentered ? new string(' ', Math.Max(0, (columns - Text.Length) / 2)) + Text : Text;
}

/// <summary>Reads a printer's bytes back: what would stand on the paper, and what the printer would do. A command it does not know fails.</summary>
internal sealed partial class EscPosDecoder
{
    private const byte Esc = 0x1B;
    private const byte Gs = 0x1D;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly byte[] bytes;
    private readonly EscPosDialect dialect;
    private readonly StringBuilder line = new();
    private readonly StringBuilder qr = new();
    private int at;
    private bool isCentered;
    private bool isBold;
    private bool isLarge;
    private PrintedLine look;

    private EscPosDecoder(byte[] bytes, EscPosDialect dialect) => (this.bytes, this.dialect) = (bytes, dialect);

    public List<PrintedLine> Lines { get; } = [];

    public List<string> QrCodes { get; } = [];

    /// <summary><c>cut</c>, <c>drawer</c> and <c>buzzer</c>, in the order of the bytes.</summary>
    public List<string> Effects { get; } = [];

    public byte? CodePage { get; private set; }

    public static EscPosDecoder Read(byte[] bytes, EscPosDialect dialect = EscPosDialect.Epson)
    {
        var decoder = new EscPosDecoder(bytes, dialect);
        while (decoder.at < bytes.Length)
            decoder.Step();
        if (decoder.line.Length > 0)
            decoder.EndLine();
        return decoder;
    }

    public string Text(int columns) => string.Concat(Lines.Select(printed => printed.Placed(columns) + "\n"));

    private void Step()
    {
        var value = Next();
        switch (value)
        {
            case Esc:
                Escape(Next());
                break;
            case Gs:
                Group(Next());
                break;
            case 0x0A:
                EndLine();
                break;
            case 0x07:
                Effects.Add("buzzer");
                break;
            // Carriage return, condensed on and off, and the end of a stored text.
            case 0x0D or 0x0F or 0x12 or 0x00:
                break;
            case < 0x20:
                throw new InvalidDataException($"Byte {value:x2} at {at - 1} is no command that is known here.");
            default:
                if (line.Length == 0)
                    look = new("", isCentered, isBold, isLarge);
                line.Append(Windows1252.GetString([value]));
                break;
        }
    }

    private void EndLine()
    {
        if (line.Length == 0)
            look = new("", isCentered, isBold, isLarge);
        Lines.Add(look with { Text = line.ToString() });
        line.Clear();
    }

    private byte Next() => at < bytes.Length ? bytes[at++] : throw new InvalidDataException("The bytes end inside a command.");

    private byte[] Take(int count)
    {
        Skip(count);
        return bytes[(at - count)..at];
    }

    private void Skip(int count) => at = at + count <= bytes.Length ? at + count : throw new InvalidDataException("The bytes end inside a command.");
}
