using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Sales.Carts;

/// <summary>What a product is sold in, in words.</summary>
public static class Units
{
    /// <summary>What the unit button of a line posts; null when the product is sold in one way only.</summary>
    public static string? Value(CartItem line) => Next(line) is { } other ? $"{line.LineNo}:{other.Unit}:{other.UnitQuantity}" : null;

    /// <summary>The word on that button.</summary>
    public static string? Other(IStringLocalizer<Words> words, CartItem line) => Next(line) is { } other ? Say(words, other.Unit, other.UnitQuantity) : null;

    public static string Say(IStringLocalizer<Words> words, string unit, int quantity)
    {
        ArgumentNullException.ThrowIfNull(words);
        return unit switch
        {
            "case" => words["case of {0}", quantity],
            "bottle" => quantity > 1 ? words["{0} bottles", quantity] : words["bottle"],
            _ => quantity > 1 ? words["pack of {0}", quantity] : words["single"],
        };
    }

    // The unit after this one, round and round.
    private static UnitChoice? Next(CartItem line)
    {
        for (var at = 0; at < line.Units.Count; at++)
        {
            if (line.Units[at].Unit == line.Unit && line.Units[at].UnitQuantity == line.UnitQuantity && line.Units.Count > 1)
                return line.Units[(at + 1) % line.Units.Count];
        }

        return null;
    }
}
