using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Dining;

/// <summary>Reads a shop's menu in a language; what is not translated keeps the shop's own words.</summary>
internal static class MenuReader
{
    public static async Task<MenuBody> ReadAsync(PosDbContext database, CatalogShop shop, OpeningBody opening, string? language, CancellationToken cancellation)
    {
        var dishes = await (
            from item in database.MenuItems
            join product in database.Products on item.ProductId equals product.Id
            join category in database.Categories on product.CategoryId equals category.Id
            join price in database.ProductPrices on product.Id equals price.ProductId
            where price.PriceListId == shop.PriceListId && product.IsActive
            orderby category.Position, category.Name, item.Position
            select new { Category = category, Product = product, Item = item, price.PriceMinor })
            .AsNoTracking().ToListAsync(cancellation);
        var ids = dishes.Select(dish => dish.Product.Id).ToList();
        var texts = await database.ProductTranslations.AsNoTracking().Where(text => text.Language == language && ids.Contains(text.ProductId))
            .ToDictionaryAsync(text => text.ProductId, cancellation);
        var sections = await database.CategoryTranslations.AsNoTracking().Where(text => text.Language == language)
            .ToDictionaryAsync(text => text.CategoryId, text => text.Name, cancellation);
        var outNow = await database.DishesOut.Where(dish => dish.LocationId == shop.Id).Select(dish => dish.ProductId).ToHashSetAsync(cancellation);
        var choices = await ChoicesAsync(database, shop, ids, language, cancellation);
        return new(shop.Code, shop.Name, shop.Currency.Code, opening, [
            .. dishes.GroupBy(dish => dish.Category.Id).Select(section => new MenuCategory(
                sections.GetValueOrDefault(section.Key, section.First().Category.Name),
                [.. section.Select(dish => new MenuDish(
                    dish.Product.Id,
                    texts.TryGetValue(dish.Product.Id, out var text) ? text.Name : dish.Product.Name,
                    text?.Description ?? dish.Product.Description,
                    dish.Product.Size, dish.PriceMinor, dish.Item.PrepMinutes, dish.Item.SpiceLevel, dish.Item.Allergens,
                    dish.Product.ImageHash is { } hash ? $"/api/v1/public/images/{dish.Product.Id}/{hash}" : null,
                    outNow.Contains(dish.Product.Id), [.. choices[dish.Product.Id]]))])),
        ]);
    }

    private static async Task<ILookup<Guid, MenuChoices>> ChoicesAsync(
        PosDbContext database, CatalogShop shop, List<Guid> products, string? language, CancellationToken cancellation)
    {
        var links = await (
            from link in database.ProductModifierGroups
            join found in database.ModifierGroups on link.GroupId equals found.Id
            where products.Contains(link.ProductId)
            orderby link.ProductId, link.Position
            select new { link.ProductId, Group = found }).AsNoTracking().ToListAsync(cancellation);
        var groups = links.Select(link => link.Group.Id).Distinct().ToList();
        var modifiers = await (
            from modifier in database.Modifiers
            where groups.Contains(modifier.GroupId) && modifier.IsActive
            orderby modifier.Position
            select new
            {
                modifier.GroupId,
                modifier.Id,
                modifier.Name,
                Translated = database.ModifierTranslations.Where(text => text.ModifierId == modifier.Id && text.Language == language).Select(text => text.Name).FirstOrDefault(),
                PriceMinor = database.ModifierPrices.Where(price => price.ModifierId == modifier.Id && price.PriceListId == shop.PriceListId).Select(price => price.PriceMinor).FirstOrDefault(),
            }).ToListAsync(cancellation);
        var items = modifiers.ToLookup(row => row.GroupId, row => new MenuChoice(row.Id, row.Translated ?? row.Name, row.PriceMinor));
        var names = await database.ModifierGroupTranslations.AsNoTracking().Where(text => text.Language == language && groups.Contains(text.GroupId))
            .ToDictionaryAsync(text => text.GroupId, text => text.Name, cancellation);
        return links.ToLookup(
            link => link.ProductId,
            link => new MenuChoices(
                link.Group.Id, names.GetValueOrDefault(link.Group.Id, link.Group.Name), link.Group.MinChoices, link.Group.MaxChoices, [.. items[link.Group.Id]]));
    }
}
