using System.Text;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>Text in the letters that a receipt printer has: code page Windows-1252, which ESC/POS selects by 16.</summary>
public static class PrinterText
{
    /// <summary>ESC t of the code page (Epson, ESC/POS command reference: WPC1252).</summary>
    public const byte CodePage = 16;

    private const char Unknown = '?';

    // Strict on purpose: the default would guess, and a guess of another length breaks the columns.
    private static readonly Encoding Windows1252 =
        CodePagesEncodingProvider.Instance.GetEncoding(1252, new EncoderReplacementFallback("?"), new DecoderReplacementFallback("?"))!;

    /// <summary>The same text with every letter that the printer lacks written in ones that it has, or as a question mark.</summary>
    public static string Of(string text)
    {
        var plain = true;
        foreach (var letter in text)
            plain &= letter is >= ' ' and <= '~';
        if (plain)
            return text;
        var printable = new StringBuilder(text.Length);
        foreach (var letter in ReceiptColumns.Letters(text))
            printable.Append(Letter(letter));
        return printable.ToString();
    }

    /// <summary>The bytes of a text that <see cref="Of"/> has made printable.</summary>
    public static byte[] Bytes(string printable) => Windows1252.GetBytes(printable);

    private static string Letter(string letter)
    {
        if (letter.Length == 1 && Has(letter[0]))
            return letter;
        var closest = new StringBuilder();
        foreach (var part in letter.Normalize(NormalizationForm.FormKD))
        {
            if (Has(part))
                closest.Append(part);
            else if (Stroked(part) is { } plain)
                closest.Append(plain);
        }

        return closest.Length == 0 ? $"{Unknown}" : closest.ToString();
    }

    private static bool Has(char letter) => letter >= ' ' && !char.IsControl(letter) && (letter == Unknown || Windows1252.GetBytes([letter]) is not [(byte)Unknown]);

    // Letters whose stroke or form is no accent of its own in Unicode.
    private static string? Stroked(char letter) => letter switch
    {
        'ł' => "l",
        'Ł' => "L",
        'đ' => "d",
        'Đ' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ı' => "i",
        'ŋ' => "ng",
        'ŧ' => "t",
        '‐' or '‑' or '−' => "-",
        'ʻ' or 'ʼ' or '′' => "'",
        _ => null,
    };
}
