namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>
/// UPC-E: a UPC-A whose zeros were left out so that it fits a small bottle (GS1 General Specifications, 5.2.2.4). Its last
/// digit is the check digit of the long number.
/// </summary>
public static class UpcE
{
    private const int Length = 8;

    /// <summary>The long number behind eight digits; false when they cannot be UPC-E.</summary>
    public static bool TryExpand(ReadOnlySpan<char> code, out Gtin upcA)
    {
        upcA = default;
        if (code.Length != Length || code[0] is not ('0' or '1'))
            return false;
        Span<char> wide = stackalloc char[12];
        wide.Fill('0');
        wide[0] = code[0];
        wide[^1] = code[^1];
        switch (code[6])
        {
            case '0' or '1' or '2':
                code[1..3].CopyTo(wide[1..]);
                wide[3] = code[6];
                code[3..6].CopyTo(wide[8..]);
                break;
            case '3':
                code[1..4].CopyTo(wide[1..]);
                code[4..6].CopyTo(wide[9..]);
                break;
            case '4':
                code[1..5].CopyTo(wide[1..]);
                wide[10] = code[5];
                break;
            default:
                code[1..6].CopyTo(wide[1..]);
                wide[10] = code[6];
                break;
        }

        return Gtin.TryChecked(wide, out upcA);
    }
}
