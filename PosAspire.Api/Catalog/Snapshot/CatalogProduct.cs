using PosAspire.Domain.Catalog;
using PosAspire.Domain.Inventory;

namespace PosAspire.Api.Catalog.Snapshot;

/// <summary>A product as the memory of one process holds it. Never changed; a newer one takes its place.</summary>
public sealed class CatalogProduct
{
    public required Guid Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    /// <summary>Who makes it; empty when not known.</summary>
    public required string Brand { get; init; }

    public required string Size { get; init; }

    public required Guid CategoryId { get; init; }

    public required bool IsStocked { get; init; }

    /// <summary>Of its picture, by which it is addressed; null when it has none.</summary>
    public required string? ImageHash { get; init; }

    /// <summary>Whether it is for sale at all.</summary>
    public required bool IsActive { get; init; }

    public required IReadOnlyList<CatalogBarcode> Barcodes { get; init; }

    /// <summary>One entry for each price list that has it.</summary>
    public required IReadOnlyList<(Guid PriceListId, long PriceMinor)> Prices { get; init; }

    /// <summary>Groups of choices in the order of the product's sheet.</summary>
    public required IReadOnlyList<Guid> ModifierGroups { get; init; }

    /// <summary>The shops where its stock policy is not <see cref="StockPolicy.Block"/>.</summary>
    public required IReadOnlyList<(Guid LocationId, StockPolicy Policy)> Policies { get; init; }

    /// <summary>The shops where it is sold out ("86").</summary>
    public IReadOnlyList<Guid> OutAt { get; init; } = [];

    /// <summary>Whether a shop cannot make it today.</summary>
    public bool IsOutAt(Guid locationId)
    {
        foreach (var location in OutAt)
        {
            if (location == locationId)
                return true;
        }

        return false;
    }

    /// <summary>Price of one smallest unit, or null when the list does not sell it.</summary>
    public long? PriceIn(Guid priceListId)
    {
        foreach (var (list, price) in Prices)
        {
            if (list == priceListId)
                return price;
        }

        return null;
    }

    /// <summary>What happens at a shop when more is sold than is counted.</summary>
    public StockPolicy PolicyAt(Guid locationId)
    {
        foreach (var (location, policy) in Policies)
        {
            if (location == locationId)
                return policy;
        }

        return StockPolicy.Block;
    }
}

/// <param name="Quantity">Smallest units in one scan.</param>
/// <param name="PriceEmbedded">A scale prints the price into the code; it is kept here with a price of zero.</param>
public readonly record struct CatalogBarcode(long Gtin, SaleUnit Unit, int Quantity, bool PriceEmbedded = false);

/// <summary>A group of choices.</summary>
public sealed record CatalogModifierGroup(Guid Id, string Name, short MinChoices, short MaxChoices, IReadOnlyList<CatalogModifier> Modifiers);

/// <param name="Prices">What it adds, per price list; nothing where it is not listed.</param>
public sealed record CatalogModifier(Guid Id, string Name, IReadOnlyDictionary<Guid, long> Prices)
{
    /// <summary>What the choice adds to the price of one.</summary>
    public long PriceIn(Guid priceListId) => Prices.GetValueOrDefault(priceListId);
}
