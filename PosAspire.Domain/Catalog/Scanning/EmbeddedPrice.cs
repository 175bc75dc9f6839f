namespace PosAspire.Domain.Catalog.Scanning;

/// <summary>
/// A price printed into the barcode by a scale: <c>2 IIIII C PPPP X</c> in twelve digits, <c>2 IIIII C PPPPP X</c> in
/// thirteen, where C is the check digit of the price (GS1 General Specifications, 7.9.2 to 7.9.4).
/// </summary>
/// <param name="Item">The same code with a price of zero: the form in which such an item's barcode is stored.</param>
/// <param name="PriceMinor">In minor units of the shop's currency.</param>
public readonly record struct EmbeddedPrice(Gtin Item, long PriceMinor)
{
    private const long TwelveDigits = 100_000_000_000;
    private const long ThirteenDigits = 1_000_000_000_000;

    /// <summary>Splits a number; false when it is no such code or the check digit of its price is wrong.</summary>
    public static bool TrySplit(Gtin code, out EmbeddedPrice price)
    {
        price = default;
        var scale = code.Number / TwelveDigits == 2 ? 10_000 : code.Number / ThirteenDigits == 2 ? 100_000 : 0;
        if (scale == 0)
            return false;
        var body = code.Number / 10;
        var (amount, check) = ((int)(body % scale), (int)(body / scale % 10));
        if (check != (scale == 10_000 ? CheckOfFour(amount) : CheckOfFive(amount)))
            return false;
        // The check digit of a price of zero is zero too.
        price = new(Gtin.WithCheckDigit(body / scale / 10 * 10 * scale), amount);
        return true;
    }

    /// <summary>The check digit of a price of four digits: weights 2-, 2-, 3 and 5-, the sum three times.</summary>
    public static int CheckOfFour(int price) =>
        (TwoMinus(price / 1_000 % 10) + TwoMinus(price / 100 % 10) + (price / 10 % 10 * 3) + FiveMinus(price % 10)) * 3 % 10;

    /// <summary>The check digit of a price of five digits: weights 5+, 2-, 5-, 5+ and 2-, and the digit whose 5- makes the sum whole.</summary>
    public static int CheckOfFive(int price)
    {
        var sum = FivePlus(price / 10_000 % 10) + TwoMinus(price / 1_000 % 10) + FiveMinus(price / 100 % 10) + FivePlus(price / 10 % 10) + TwoMinus(price % 10);
        var missing = (10 - (sum % 10)) % 10;
        for (var digit = 0; digit < 10; digit++)
        {
            if (FiveMinus(digit) == missing)
                return digit;
        }

        throw new InvalidOperationException("5- takes every value once.");
    }

    // The standard's weighted products: the tens of the product are added to or taken from its units.
    private static int TwoMinus(int digit) => ((digit * 2) - (digit * 2 / 10) + 10) % 10;

    private static int FiveMinus(int digit) => ((digit * 5) - (digit * 5 / 10) + 10) % 10;

    private static int FivePlus(int digit) => ((digit * 5) + (digit * 5 / 10)) % 10;
}
