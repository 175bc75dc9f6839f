namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>The kind of symbol that a scanner says it read.</summary>
public enum Carrier
{
    /// <summary>No symbology identifier was sent: typed, or the scanner is not set up to send one.</summary>
    Unknown,

    /// <summary>EAN-13, UPC-A and UPC-E; all are sent as thirteen digits.</summary>
    Ean13,
    Ean8,
    Code128,
    Gs1128,
    DataBar,
    DataMatrix,
    QrCode,
    DotCode,
    Itf,
    Code39,
}

/// <summary>
/// What a scanner sent, without its AIM symbology identifier (ISO/IEC 15424; the ones of GS1 in GS1 General
/// Specifications, 7.8): <c>]E0</c>, <c>]E4</c>, <c>]C1</c>, <c>]e0</c>, <c>]d2</c>, <c>]Q3</c> and their like.
/// </summary>
public readonly ref struct ScannerText
{
    /// <summary>Separates elements of variable length: FNC1 is sent as ASCII 29.</summary>
    public const char Separator = '\u001d';

    private const string Composite = "|]e0";

    private ScannerText(Carrier carrier, bool isGs1, ReadOnlySpan<char> data, ReadOnlySpan<char> companion)
    {
        Carrier = carrier;
        IsGs1 = isGs1;
        Data = data;
        Companion = companion;
    }

    public Carrier Carrier { get; }

    /// <summary>Whether the data are GS1 element strings (FNC1 stood first in the symbol).</summary>
    public bool IsGs1 { get; }

    public ReadOnlySpan<char> Data { get; }

    /// <summary>The element string of the two-dimensional part printed above a linear symbol; empty when there is none.</summary>
    public ReadOnlySpan<char> Companion { get; }

    /// <summary>Splits the text; false when its symbology identifier is none that can carry a product.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out ScannerText read)
    {
        read = default;
        if (text.IsEmpty)
            return false;
        if (text[0] != ']')
        {
            read = new(Carrier.Unknown, false, text, default);
            return true;
        }

        if (text.Length < 3)
            return false;
        var (carrier, isGs1) = Identified(text[1], text[2]);
        if (carrier == Carrier.Unknown)
            return false;
        var data = text[3..];
        var companion = ReadOnlySpan<char>.Empty;
        if (carrier is Carrier.Ean13 or Carrier.Ean8 && data.IndexOf(Composite) is >= 0 and var at)
        {
            companion = data[(at + Composite.Length)..];
            data = data[..at];
        }

        read = new(carrier, isGs1, data, companion);
        return true;
    }

    // ]E1 and ]E2 are the add-ons of a magazine alone, and ]E3 has an add-on behind the number: none names a product by itself.
    private static (Carrier Carrier, bool IsGs1) Identified(char symbology, char modifier) => (symbology, modifier) switch
    {
        ('E', '0') => (Carrier.Ean13, false),
        ('E', '4') => (Carrier.Ean8, false),
        ('C', '1') => (Carrier.Gs1128, true),
        ('C', '0') => (Carrier.Code128, false),
        ('e', '0') => (Carrier.DataBar, true),
        ('d', '2') => (Carrier.DataMatrix, true),
        ('d', '0' or '1') => (Carrier.DataMatrix, false),
        ('Q', '3') => (Carrier.QrCode, true),
        ('Q', '0' or '1') => (Carrier.QrCode, false),
        ('J', '1') => (Carrier.DotCode, true),
        ('J', '0') => (Carrier.DotCode, false),
        ('I', '0' or '1') => (Carrier.Itf, false),
        ('A', '0') => (Carrier.Code39, false),
        _ => (Carrier.Unknown, false),
    };
}
