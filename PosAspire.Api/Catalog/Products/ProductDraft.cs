using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Products;

internal readonly record struct DraftBarcode(Gtin Gtin, SaleUnit Unit, int Quantity, bool PriceEmbedded);

/// <summary>A request that holds by itself; what only the database knows is still to be asked.</summary>
internal sealed record ProductDraft(ProductRequest Request, IReadOnlyList<DraftBarcode> Barcodes)
{
    private const int MaxBarcodes = 50;
    private const int MaxPrices = 100;
    private const int MaxGroups = 20;
    private const int MaxTranslations = 20;
    private const int MaxAllergens = 30;
    private const int MaxSku = 64;
    private const int MaxName = 200;
    private const int MaxBrand = 100;
    private const int MaxDescription = 1_000;
    private const int MaxSize = 60;
    private const int MaxBarcodeQuantity = 9_999;

    public static PosError? TryRead(ProductRequest request, out ProductDraft? draft)
    {
        draft = null;
        if (WrongText(request) is { } text)
            return CatalogErrors.InvalidProduct(text);
        if (WrongList(request) is { } list)
            return CatalogErrors.InvalidProduct(list);
        if (request.Menu is { } menu && WrongMenu(menu) is { } wrongMenu)
            return CatalogErrors.InvalidProduct(wrongMenu);
        List<DraftBarcode> barcodes = [];
        foreach (var barcode in request.Barcodes)
        {
            if (TryRead(barcode, out var read) is { } error)
                return error;
            if (barcodes.Any(other => other.Gtin == read.Gtin))
                return CatalogErrors.InvalidProduct($"The barcode {read.Gtin} is in it twice.");
            barcodes.Add(read);
        }

        draft = new(request, barcodes);
        return null;
    }

    private static PosError? TryRead(SheetBarcode barcode, out DraftBarcode read)
    {
        read = default;
        if (!Scan.TryRead(barcode.Barcode, out var scan, out var error))
            return error;
        if (barcode.Quantity is < 1 or > MaxBarcodeQuantity)
            return CatalogErrors.InvalidProduct($"A barcode stands for 1 to {MaxBarcodeQuantity} units.");
        if (!EnumText.TryParse<SaleUnit>(barcode.Unit, out var unit))
            return CatalogErrors.InvalidProduct("The unit of a barcode is bottle, case or each.");
        if (barcode.PriceEmbedded && (scan.Price is null || barcode.Quantity != 1))
            return CatalogErrors.InvalidProduct("A price-embedded barcode begins with 2, holds a price with its check digit and stands for one unit.");
        read = new(barcode.PriceEmbedded ? scan.Price!.Value.Item : scan.Gtin, unit, barcode.Quantity, barcode.PriceEmbedded);
        return null;
    }

    private static string? WrongText(ProductRequest request) => request switch
    {
        _ when !Texts.Fits(request.Sku, 1, MaxSku) => $"Its number (SKU) does not have 1 to {MaxSku} characters.",
        _ when !Texts.Fits(request.Name, 1, MaxName) => $"Its name does not have 1 to {MaxName} characters.",
        _ when !Texts.Fits(request.Brand, 0, MaxBrand) => $"Its brand has more than {MaxBrand} characters.",
        _ when !Texts.Fits(request.Description, 0, MaxDescription) => $"Its description has more than {MaxDescription} characters.",
        _ when !Texts.Fits(request.Size, 0, MaxSize) => $"Its size has more than {MaxSize} characters.",
        _ => null,
    };

    private static string? WrongList(ProductRequest request) => request switch
    {
        _ when request.Barcodes.Count > MaxBarcodes => $"It has more than {MaxBarcodes} barcodes.",
        _ when request.Prices.Count > MaxPrices => $"It has more than {MaxPrices} prices.",
        _ when request.Prices.Any(price => price.PriceMinor is < 0 or > Totals.MaxPriceMinor) => $"A price is not between 0 and {Totals.MaxPriceMinor} minor units.",
        _ when request.Prices.DistinctBy(price => price.PriceList).Count() < request.Prices.Count => "A price list is named twice.",
        { ModifierGroups: { } groups } when groups.Count > MaxGroups || groups.Distinct().Count() < groups.Count => $"It has more than {MaxGroups} groups of choices, or one twice.",
        { Translations: { } texts } when texts.Count > MaxTranslations || texts.DistinctBy(text => text.Language).Count() < texts.Count =>
            $"It is translated into more than {MaxTranslations} languages, or into one twice.",
        { Translations: { } texts } when texts.Any(text => !Texts.IsLanguage(text.Language) || !Texts.Fits(text.Name, 1, MaxName) || !Texts.Fits(text.Description, 0, MaxDescription)) =>
            $"A translation needs a language of two letters, a name of 1 to {MaxName} characters and a description of at most {MaxDescription}.",
        _ => null,
    };

    private static string? WrongMenu(SheetMenu menu) => menu switch
    {
        { Position: < 1 } => "Its place on the menu is below 1.",
        { PrepMinutes: < 0 } => "Its minutes are below 0.",
        { SpiceLevel: < 0 or > 5 } => "Its spice level is not between 0 and 5.",
        { Allergens: { } allergens } when allergens.Count > MaxAllergens || allergens.Any(allergen => !Texts.Fits(allergen, 1, 40)) => $"It names more than {MaxAllergens} allergens, or one without a name.",
        _ => null,
    };
}
