using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Catalog.Snapshot;

/// <summary>One product that a scan may mean at a shop.</summary>
/// <param name="PriceMinor">Price of one scan: the one inside the code, or the list's times the units.</param>
public readonly record struct ScannedProduct(CatalogProduct Product, CatalogBarcode Barcode, long PriceMinor);

/// <summary>Finds in memory what a scan means at a shop; only what that shop sells.</summary>
public static class ScannedProducts
{
    /// <summary>Counts the matches and gives the last of them: a till that finds one has found it.</summary>
    /// <param name="chosen">Only this product, when a cashier has chosen among several.</param>
    /// <param name="all">Takes every match, when given.</param>
    public static int Find(CatalogView view, CatalogShop shop, in Scan scan, Guid? chosen, ICollection<ScannedProduct>? all, out ScannedProduct last)
    {
        last = default;
        var matches = Find(view, shop, scan.Gtin.Number, scan.Elements?.AmountPayable is { } amount ? Minor(amount, shop) : null, chosen, all, ref last);
        if (scan.Alternative is { } other)
            matches += Find(view, shop, other.Number, null, chosen, all, ref last);
        // The number itself came first: what looks like a price may be a shop's own numbering.
        if (matches == 0 && scan.Price is { PriceMinor: > 0 } price)
            matches = Find(view, shop, price.Item.Number, price.PriceMinor, chosen, all, ref last);
        return matches;
    }

    private static int Find(
        CatalogView view, CatalogShop shop, long gtin, long? printedMinor, Guid? chosen, ICollection<ScannedProduct>? all, ref ScannedProduct last)
    {
        var matches = 0;
        foreach (var product in view.WithBarcode(gtin))
        {
            if (!product.IsActive || (chosen is { } id && id != product.Id) || product.PriceIn(shop.PriceListId) is not { } price)
                continue;
            foreach (var barcode in product.Barcodes)
            {
                if (barcode.Gtin != gtin || (barcode.PriceEmbedded && printedMinor is null))
                    continue;
                last = new(product, barcode, barcode.PriceEmbedded ? printedMinor!.Value : price * barcode.Quantity);
                all?.Add(last);
                matches++;
            }
        }

        return matches;
    }

    // Half a cent is a label of another currency.
    private static long? Minor(decimal amount, CatalogShop shop)
    {
        for (var decimals = shop.Currency.Digits; decimals > 0; decimals--)
            amount *= 10;
        return amount > 0 && amount == decimal.Truncate(amount) && amount <= Totals.MaxPriceMinor ? (long)amount : null;
    }
}
