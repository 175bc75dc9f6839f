using PosAspire.Domain.Catalog;

namespace PosAspire.Workers.Catalog;

/// <summary>One product of a catalogue file, ready to store.</summary>
/// <param name="Sku">The catalogue's own item number.</param>
/// <param name="PriceMinor">Price of one smallest unit in minor units.</param>
/// <param name="Barcodes">What a scan of each number sells; none when the file has none that is right.</param>
/// <param name="Line">Where it stands in the file; 0 when it comes from none.</param>
public sealed record CatalogueRow(
    string Sku, string Category, string Name, string Size, long PriceMinor, IReadOnlyList<RowBarcode> Barcodes, string Brand = "", long Line = 0);

/// <param name="Quantity">Smallest units in one scan.</param>
public readonly record struct RowBarcode(Gtin Gtin, SaleUnit Unit, int Quantity);
