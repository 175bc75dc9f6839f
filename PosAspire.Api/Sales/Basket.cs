using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>A choice that came with a line.</summary>
/// <param name="PriceMinor">What it added to the price of one.</param>
public sealed record ChosenModifier(Guid Id, string Name, long PriceMinor);

/// <summary>A line with what the catalogue says about it.</summary>
/// <param name="UnitPriceMinor">Price of one sold unit, its modifiers included.</param>
/// <param name="UnitQuantity">Smallest units in one sold unit.</param>
internal sealed record BasketLine(
    CatalogProduct Product, string Size, SaleUnit Unit, int UnitQuantity, int Quantity, long UnitPriceMinor, IReadOnlyList<ChosenModifier> Modifiers)
{
    public long TotalMinor => UnitPriceMinor * Quantity;

    public long SmallestUnits => (long)UnitQuantity * Quantity;
}

/// <summary>What leaves the shelf, one entry a product.</summary>
internal readonly record struct StockTaken(Guid ProductId, string Name, int Quantity, StockPolicy Policy);

/// <summary>A priced basket.</summary>
internal sealed record Basket(CatalogShop Shop, long CatalogVersion, IReadOnlyList<BasketLine> Lines, Totals Totals, StockTaken[] Stock)
{
    // No shelf holds more; it keeps counts within what the database's integer holds.
    private const long MaxSmallestUnits = 1_000_000;

    /// <summary>Prices the lines, or says why they cannot be one order.</summary>
    public static PosError? TryPrice(CatalogShop shop, long version, BasketLine[] lines, out Basket? basket)
    {
        basket = null;
        decimal total = 0;
        long units = 0;
        var priced = new PricedLine[lines.Length];
        for (var position = 0; position < lines.Length; position++)
        {
            var line = lines[position];
            total += (decimal)line.UnitPriceMinor * line.Quantity;
            units += line.SmallestUnits;
            priced[position] = new(line.UnitPriceMinor, line.Quantity, CategoryId: line.Product.CategoryId);
        }

        if (total > Totals.MaxOrderMinor || units > MaxSmallestUnits)
            return SalesErrors.TooLarge;
        basket = new(shop, version, lines, Totals.Of(priced, shop.Rules), StockOf(shop, lines));
        return null;
    }

    /// <summary>What leaves the shelf, in ascending product id: the order in which every sale locks its rows.</summary>
    private static StockTaken[] StockOf(CatalogShop shop, BasketLine[] lines)
    {
        var taken = new SortedList<Guid, StockTaken>(lines.Length);
        foreach (var line in lines)
        {
            var product = line.Product;
            if (!product.IsStocked)
                continue;
            var before = taken.TryGetValue(product.Id, out var same) ? same.Quantity : 0;
            taken[product.Id] = new(product.Id, product.Name, before + (int)line.SmallestUnits, product.PolicyAt(shop.Id));
        }

        return [.. taken.Values];
    }
}
