using System.Diagnostics.CodeAnalysis;
using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>
/// What was scanned or typed, read: UPC-A, UPC-E, EAN-8, EAN-13, GTIN-14, price-embedded codes, GS1 element strings and
/// Digital Links, each with or without a symbology identifier. Plain digits cost no allocation.
/// </summary>
/// <param name="Gtin">The number to look up first.</param>
/// <param name="Alternative">The other number that the same eight digits can be (UPC-E or EAN-8); look up both and let the cashier choose.</param>
/// <param name="Price">Set when the number can carry a price; whether it does, the catalogue knows.</param>
/// <param name="Elements">What else the symbol said; null when it held the number alone.</param>
public readonly record struct Scan(Gtin Gtin, Gtin? Alternative, EmbeddedPrice? Price, Gs1Elements? Elements)
{
    /// <summary>No symbol on a product holds more.</summary>
    public const int MaxLength = 400;

    private const string TooLong = "It is longer than any barcode; two scans may have run together.";
    private const string NotDigits = "It needs 8 to 14 digits and nothing else.";
    private const string Misread = "Its check digit is wrong, so a digit was misread.";
    private const string OtherSymbol = "The scanner read a symbol that names no product.";
    private const string NoProduct = "It was read, but it does not name a product: a shipping label or another kind of code.";

    /// <summary>Reads a scan; false with the reason when it names no product.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Scan scan, [NotNullWhen(false)] out PosError? error)
    {
        error = null;
        scan = default;
        var wrong = text.Length > MaxLength ? TooLong : Read(text, ref scan);
        if (wrong is not null)
            error = CatalogErrors.InvalidBarcode(wrong);
        return wrong is null;
    }

    private static string? Read(ReadOnlySpan<char> text, ref Scan scan)
    {
        if (text.Length is >= Gtin.FewestDigits and <= Gtin.Digits && Gtin.AreDigits(text))
            return ReadDigits(text, ref scan);
        if (!ScannerText.TryRead(text, out var read))
            return text.IsEmpty ? NotDigits : OtherSymbol;
        return read.Carrier switch
        {
            Carrier.Ean13 => ReadFixed(read, 13, ref scan),
            Carrier.Ean8 => ReadFixed(read, 8, ref scan),
            _ when read.IsGs1 => ReadElements(read.Data, ref scan),
            _ => ReadFree(read.Data, ref scan),
        };
    }

    private static string? ReadDigits(ReadOnlySpan<char> digits, ref Scan scan)
    {
        // An eight-digit code of number system 0 or 1 can be UPC-E and EAN-8 at once. GS1 keeps EAN-8 numbers that begin
        // with 0 for use inside one shop, so the long number is asked for first.
        var isShort = UpcE.TryExpand(digits, out var expanded);
        if (!Gtin.TryChecked(digits, out var gtin) && !isShort)
            return Misread;
        if (isShort)
            scan = new(expanded, gtin == default ? null : gtin, null, null);
        else
            scan = new(gtin, null, EmbeddedPrice.TrySplit(gtin, out var price) ? price : null, null);
        return null;
    }

    // The scanner said how long the number is, so there is nothing to guess: eight digits are EAN-8.
    private static string? ReadFixed(ScannerText read, int length, ref Scan scan)
    {
        if (read.Data.Length != length || !Gtin.AreDigits(read.Data))
            return NotDigits;
        if (!Gtin.TryChecked(read.Data, out var gtin))
            return Misread;
        Gs1Elements? elements = null;
        if (!read.Companion.IsEmpty && !Gs1Elements.TryParse(read.Companion, out elements))
            return NoProduct;
        scan = new(gtin, null, EmbeddedPrice.TrySplit(gtin, out var price) ? price : null, elements);
        return null;
    }

    private static string? ReadElements(ReadOnlySpan<char> data, ref Scan scan) =>
        Gs1Elements.TryParse(data, out var elements) ? Product(elements, ref scan) : Misread;

    private static string? ReadFree(ReadOnlySpan<char> data, ref Scan scan)
    {
        if (data.Length is >= Gtin.FewestDigits and <= Gtin.Digits && Gtin.AreDigits(data))
            return ReadDigits(data, ref scan);
        if (DigitalLink.IsAddress(data))
            return DigitalLink.TryParse(data, out var link) ? Product(link, ref scan) : NoProduct;
        if (data.Length > 0 && data[0] == '(')
            return Gs1Elements.TryParseBracketed(data, out var printed) ? Product(printed, ref scan) : Misread;
        // Many scanners send element strings without saying so; the product stands first on almost every label.
        return data.Length > Gtin.Digits && Gs1Elements.TryParse(data, out var bare) ? Product(bare, ref scan) : NotDigits;
    }

    private static string? Product(Gs1Elements elements, ref Scan scan)
    {
        if (elements.Gtin is not { } gtin)
            return NoProduct;
        scan = new(gtin, null, null, elements);
        return null;
    }
}
