namespace PosAspire.Domain.Shared;

/// <summary>A currency a shop can sell in, and how many decimals its minor unit has.</summary>
/// <remarks>
/// IDR has no decimals: ISO 4217 still lists two, CLDR 48 (currencyData fractions) gives 0, and a price is
/// written "Rp 275.000". A table taken from ISO alone would show it a hundred times too small.
/// </remarks>
public sealed record Currency
{
    public static readonly Currency Usd = new("USD", 2);
    public static readonly Currency Idr = new("IDR", 0);

    private static readonly Dictionary<string, Currency> Known =
        new(StringComparer.Ordinal) { [Usd.Code] = Usd, [Idr.Code] = Idr };

    private Currency(string code, int digits) => (Code, Digits) = (code, digits);

    /// <summary>The three letters of ISO 4217.</summary>
    public string Code { get; }

    /// <summary>Decimals of one minor unit: 2 means cents.</summary>
    public int Digits { get; }

    /// <summary>Finds a currency by its three letters.</summary>
    /// <exception cref="ArgumentException">The product does not sell in this currency.</exception>
    public static Currency Of(string code) =>
        Known.TryGetValue(code, out var found)
            ? found
            : throw new ArgumentException($"The currency {code} is not one of {string.Join(", ", Known.Keys)}.", nameof(code));

    public override string ToString() => Code;
}
