using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Catalog.Products;

/// <summary>Reads a product's sheet from the database, where it is newest.</summary>
internal static class ProductReader
{
    public static async Task<ProductSheet?> ReadAsync(PosDbContext database, Guid id, CancellationToken cancellation)
    {
        var product = await (
            from found in database.Products
            join category in database.Categories on found.CategoryId equals category.Id
            where found.Id == id
            select new { Row = found, Category = category.Name }).AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (product is null)
            return null;
        var barcodes = await database.ProductBarcodes.AsNoTracking().Where(barcode => barcode.ProductId == id).OrderBy(barcode => barcode.Quantity).ThenBy(barcode => barcode.Gtin).ToListAsync(cancellation);
        var prices = await (
            from price in database.ProductPrices
            join list in database.PriceLists on price.PriceListId equals list.Id
            where price.ProductId == id
            orderby list.Code
            select new SheetPrice(list.Code, price.PriceMinor)).ToListAsync(cancellation);
        var groups = await database.ProductModifierGroups.Where(link => link.ProductId == id).OrderBy(link => link.Position).Select(link => link.GroupId).ToListAsync(cancellation);
        var texts = await database.ProductTranslations.Where(text => text.ProductId == id).OrderBy(text => text.Language)
            .Select(text => new SheetTranslation(text.Language, text.Name, text.Description)).ToListAsync(cancellation);
        var menu = await database.MenuItems.AsNoTracking().SingleOrDefaultAsync(item => item.ProductId == id, cancellation);
        var row = product.Row;
        return new(
            row.Id, row.Sku, row.Name, row.Brand, row.Description, row.Size, row.CategoryId, product.Category, row.IsStocked, row.IsActive, row.Version,
            [.. barcodes.Select(Barcode)], prices, groups, texts, menu is null ? null : new(menu.Position, menu.PrepMinutes, menu.SpiceLevel, menu.Allergens),
            row.ImageHash);
    }

    private static SheetBarcode Barcode(ProductBarcode barcode) => new(barcode.Gtin, EnumText.Of(barcode.Unit), barcode.Quantity, barcode.PriceEmbedded);
}
