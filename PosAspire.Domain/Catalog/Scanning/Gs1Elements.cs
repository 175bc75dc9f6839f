using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PosAspire.Domain.Catalog.Scanning;

/// <param name="Identifier">The application identifier, 2 to 4 digits.</param>
public readonly record struct Gs1Element(string Identifier, string Value);

/// <summary>The elements of a GS1 element string: which product, and which lot, day, serial number, weight or price of it.</summary>
public sealed class Gs1Elements
{
    /// <summary>More elements than any symbol holds sensibly.</summary>
    public const int MaxElements = 40;

    private readonly List<Gs1Element> elements = [];

    /// <summary>In the order of the symbol.</summary>
    public IReadOnlyList<Gs1Element> All => elements;

    /// <summary>01: the product.</summary>
    public Gtin? Gtin => this["01"] is { } digits ? Catalog.Gtin.OfStored(digits) : null;

    /// <summary>10: batch or lot.</summary>
    public string? Lot => this["10"];

    /// <summary>21: serial number.</summary>
    public string? Serial => this["21"];

    /// <summary>392n: what is to be paid for a product of variable measure, in major units of the shop's currency.</summary>
    public decimal? AmountPayable => Measure("392");

    /// <summary>310n: net weight in kilograms.</summary>
    public decimal? NetKilograms => Measure("310");

    /// <summary>The value of an identifier; null when it is not there.</summary>
    public string? this[string identifier]
    {
        get
        {
            foreach (var element in elements)
            {
                if (element.Identifier == identifier)
                    return element.Value;
            }

            return null;
        }
    }

    /// <summary>17: the day after which it may not be sold.</summary>
    /// <param name="today">The year of today, which decides the century.</param>
    public DateOnly? Expires(int today) => this["17"] is { } digits && Gs1Date.TryRead(digits, today, out var date) ? date : null;

    /// <summary>Reads elements as a scanner sends them: FNC1 as ASCII 29 after what has no predefined length.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Gs1Elements? parsed)
    {
        parsed = null;
        text = text.TrimStart(ScannerText.Separator);
        if (text.IsEmpty)
            return false;
        var read = new Gs1Elements();
        while (!text.IsEmpty)
        {
            if (ApplicationIdentifiers.AtStartOf(text) is not { } identifier)
                return false;
            text = text[identifier.Identifier.Length..];
            var end = text.IndexOf(ScannerText.Separator) is >= 0 and var found ? found : text.Length;
            // A predefined length ends by itself; the separator may be there all the same.
            var length = identifier.IsPredefined ? Math.Min(identifier.MaxLength, end) : end;
            if (!read.TryAdd(identifier, text[..length]))
                return false;
            text = text[length..];
            if (!text.IsEmpty && text[0] == ScannerText.Separator)
                text = text[1..];
        }

        parsed = read;
        return true;
    }

    /// <summary>Reads elements as they are printed below a symbol: <c>(01)…(10)…</c>; a bracket inside a value is written <c>\(</c>.</summary>
    public static bool TryParseBracketed(ReadOnlySpan<char> text, [NotNullWhen(true)] out Gs1Elements? parsed)
    {
        parsed = null;
        if (text.IsEmpty)
            return false;
        var read = new Gs1Elements();
        while (!text.IsEmpty)
        {
            var close = text.IndexOf(')');
            if (text[0] != '(' || close < 0 || ApplicationIdentifiers.Find(text[1..close]) is not { } identifier)
                return false;
            text = text[(close + 1)..];
            var end = NextBracket(text);
            if (!read.TryAdd(identifier, text[..end].ToString().Replace("\\(", "(", StringComparison.Ordinal)))
                return false;
            text = text[end..];
        }

        parsed = read;
        return true;
    }

    /// <summary>The elements as a scanner would send them, without the first FNC1.</summary>
    public override string ToString() => string.Concat(elements.Select((element, at) =>
        at + 1 == elements.Count || ApplicationIdentifiers.Find(element.Identifier)!.IsPredefined
            ? $"{element.Identifier}{element.Value}"
            : $"{element.Identifier}{element.Value}{ScannerText.Separator}"));

    internal bool TryAdd(ApplicationIdentifier identifier, ReadOnlySpan<char> value)
    {
        if (elements.Count == MaxElements || !identifier.Accepts(value))
            return false;
        elements.Add(new(identifier.Identifier, value.ToString()));
        return true;
    }

    private static int NextBracket(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '(' && (at == 0 || text[at - 1] != '\\'))
                return at;
        }

        return text.Length;
    }

    // The fourth digit of the identifier says how many decimals the value has.
    private decimal? Measure(string family)
    {
        foreach (var (identifier, value) in elements)
        {
            if (identifier.Length == 4 && identifier.StartsWith(family, StringComparison.Ordinal))
                return decimal.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) / Power(identifier[3] - '0');
        }

        return null;
    }

    private static decimal Power(int decimals)
    {
        var power = 1m;
        for (; decimals > 0; decimals--)
            power *= 10;
        return power;
    }
}
