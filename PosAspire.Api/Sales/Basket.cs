using PosAspire.Domain.Catalog;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>The shop a basket is sold in.</summary>
internal sealed record Shop(Guid Id, string Code, TimeZoneInfo TimeZone, TimeOnly DayCutover, TotalsRules Rules);

/// <summary>A line with what the catalogue and the shelf say about it.</summary>
/// <param name="UnitPriceMinor">Price of one sold unit.</param>
/// <param name="UnitQuantity">Smallest units in one sold unit.</param>
internal sealed record BasketLine(
    Guid ProductId, string Name, string Size, SaleUnit Unit, int UnitQuantity, int Quantity, long UnitPriceMinor, bool IsStocked, StockPolicy Policy, int? OnHand)
{
    public long TotalMinor => UnitPriceMinor * Quantity;

    public long SmallestUnits => (long)UnitQuantity * Quantity;
}

/// <summary>What leaves the shelf, one entry a product.</summary>
internal readonly record struct StockTaken(Guid ProductId, string Name, int Quantity, StockPolicy Policy, int? OnHand)
{
    /// <summary>Whether the shop refuses it by what was counted when the basket was read; the database has the last word.</summary>
    public bool IsShort => Policy == StockPolicy.Block && (OnHand ?? 0) < Quantity;
}

/// <summary>A priced basket.</summary>
internal sealed record Basket(Shop Shop, IReadOnlyList<BasketLine> Lines, Totals Totals)
{
    // No shelf holds more; it keeps counts within what the database's integer holds.
    private const long MaxSmallestUnits = 1_000_000;

    /// <summary>Prices the lines, or says why they cannot be one order.</summary>
    public static PosError? TryPrice(Shop shop, IReadOnlyList<BasketLine> lines, out Basket? basket)
    {
        basket = null;
        decimal total = 0;
        long units = 0;
        foreach (var line in lines)
        {
            total += (decimal)line.UnitPriceMinor * line.Quantity;
            units += line.SmallestUnits;
        }

        if (total > Totals.MaxOrderMinor || units > MaxSmallestUnits)
            return SalesErrors.TooLarge;
        basket = new(shop, lines, Totals.Of([.. lines.Select(line => new PricedLine(line.UnitPriceMinor, line.Quantity))], shop.Rules));
        return null;
    }

    /// <summary>What leaves the shelf, in ascending product id: the order in which every sale locks its rows.</summary>
    public StockTaken[] Stock() =>
    [
        .. Lines.Where(line => line.IsStocked)
            .GroupBy(line => line.ProductId)
            .Select(same => new StockTaken(same.Key, same.First().Name, (int)same.Sum(line => line.SmallestUnits), same.First().Policy, same.First().OnHand))
            .OrderBy(taken => taken.ProductId),
    ];
}
