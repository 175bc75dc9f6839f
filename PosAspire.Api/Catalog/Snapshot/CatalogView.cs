using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Snapshot;

/// <summary>A shop with everything its sales need to know about it.</summary>
/// <param name="Registers">The active ones, id to name.</param>
public sealed record CatalogShop(
    Guid Id, string Code, string Name, LocationProfile Profile, Currency Currency, TimeZoneInfo TimeZone, TimeOnly DayCutover,
    Guid PriceListId, TotalsRules Rules, IReadOnlyDictionary<Guid, string> Registers, ReceiptWords Receipt)
{
    /// <summary>The kitchen's stations in their order; none where nothing is cooked.</summary>
    public IReadOnlyList<CatalogStation> Stations { get; init; } = [];

    /// <summary>Codes of stations by the categories that they make.</summary>
    public IReadOnlyDictionary<Guid, string> Routes { get; init; } = new Dictionary<Guid, string>();

    /// <summary>When it is open, by its own clock.</summary>
    public IReadOnlyList<OpenAt> Hours { get; init; } = [];

    /// <summary>The code of the station that makes a category: the first, where no other is named; null where nothing is cooked.</summary>
    public string? StationOf(Guid categoryId) => Routes.TryGetValue(categoryId, out var code) ? code : Stations.Count == 0 ? null : Stations[0].Code;

    /// <summary>What people call that station.</summary>
    public string? StationNameOf(Guid categoryId) => StationOf(categoryId) is { } code ? Stations.FirstOrDefault(station => station.Code == code)?.Name : null;
}

/// <param name="WarnMinutes">Age at which a ticket should be looked at.</param>
/// <param name="LateMinutes">Age at which a ticket is late.</param>
public sealed record CatalogStation(string Code, string Name, short WarnMinutes, short LateMinutes);

/// <summary>What a shop prints on its receipts beside its name; empty where it says nothing.</summary>
public sealed record ReceiptWords(string Address, string Phone, string Header, string Footer);

/// <summary>
/// What is sold, where and at which rules, as of <see cref="Version"/> or newer. Shops and categories are of that version; products are shared
/// between views and may be newer, which a sale notices because it names the version it was priced by.
/// </summary>
public sealed class CatalogView
{
    private readonly ConcurrentDictionary<Guid, CatalogProduct> products;
    private readonly ConcurrentDictionary<long, CatalogProduct[]> barcodes;

    internal CatalogView(
        long version, IReadOnlyDictionary<string, CatalogShop> shops, IReadOnlyDictionary<Guid, string> categories,
        IReadOnlyDictionary<Guid, CatalogModifierGroup> modifierGroups,
        ConcurrentDictionary<Guid, CatalogProduct> products, ConcurrentDictionary<long, CatalogProduct[]> barcodes)
    {
        (Version, Shops, Categories, ModifierGroups) = (version, shops, categories, modifierGroups);
        (this.products, this.barcodes) = (products, barcodes);
    }

    public long Version { get; }

    /// <summary>By code.</summary>
    public IReadOnlyDictionary<string, CatalogShop> Shops { get; }

    /// <summary>Names by id.</summary>
    public IReadOnlyDictionary<Guid, string> Categories { get; }

    public IReadOnlyDictionary<Guid, CatalogModifierGroup> ModifierGroups { get; }

    /// <summary>Every product, out of sale or not, in no order.</summary>
    public IEnumerable<CatalogProduct> Products => products.Values;

    public bool TryProduct(Guid id, [NotNullWhen(true)] out CatalogProduct? product) => products.TryGetValue(id, out product);

    /// <summary>The products that carry a GTIN-14; real catalogues share one number between several.</summary>
    public IReadOnlyList<CatalogProduct> WithBarcode(long gtin) => barcodes.TryGetValue(gtin, out var found) ? found : [];
}
