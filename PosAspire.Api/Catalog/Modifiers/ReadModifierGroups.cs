using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Categories;
using PosAspire.Api.Catalog.Products;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Modifiers;

/// <summary>Groups of choices page by page in the order of their names, or one.</summary>
internal static class ReadModifierGroups
{
    public static async Task<Results<Ok<ModifierGroupsPage>, PosProblem>> ListAsync(
        PosDbContext database, CancellationToken cancellation, int limit = Paging.DefaultLimit, string after = "")
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        var from = Texts.Fits(after, 1, Paging.MaxCursor) ? after : "";
        var rows = await database.ModifierGroups.AsNoTracking().Where(row => EF.Functions.GreaterThan(ValueTuple.Create(row.Name, row.Id), ValueTuple.Create(from, Guid.AllBitsSet))).OrderBy(row => row.Name).Take(limit + 1).ToListAsync(cancellation);
        var sheets = await SheetsAsync(database, [.. rows.Take(limit)], cancellation);
        return TypedResults.Ok(new ModifierGroupsPage(sheets, rows.Count > limit ? sheets[^1].Name : null));
    }

    public static async Task<Results<Ok<ModifierGroupSheet>, PosProblem>> OneAsync(Guid id, PosDbContext database, CancellationToken cancellation) =>
        await ReadAsync(database, id, cancellation) is { } sheet ? TypedResults.Ok(sheet) : CatalogErrors.UnknownModifierGroup.AsProblem();

    public static async Task<ModifierGroupSheet?> ReadAsync(PosDbContext database, Guid id, CancellationToken cancellation) =>
        (await SheetsAsync(database, await database.ModifierGroups.AsNoTracking().Where(row => row.Id == id).ToListAsync(cancellation), cancellation)).SingleOrDefault();

    private static async Task<IReadOnlyList<ModifierGroupSheet>> SheetsAsync(PosDbContext database, List<ModifierGroup> groups, CancellationToken cancellation)
    {
        var ids = groups.Select(group => group.Id).ToList();
        var modifiers = await database.Modifiers.AsNoTracking().Where(row => ids.Contains(row.GroupId)).OrderBy(row => row.Position).ToListAsync(cancellation);
        var choices = modifiers.Select(row => row.Id).ToList();
        var prices = (await (
            from price in database.ModifierPrices
            join list in database.PriceLists on price.PriceListId equals list.Id
            where choices.Contains(price.ModifierId)
            orderby list.Code
            select new { price.ModifierId, Price = new SheetPrice(list.Code, price.PriceMinor) }).ToListAsync(cancellation)).ToLookup(row => row.ModifierId, row => row.Price);
        var texts = (await database.ModifierTranslations.AsNoTracking().Where(text => choices.Contains(text.ModifierId)).OrderBy(text => text.Language).ToListAsync(cancellation))
            .ToLookup(text => text.ModifierId, text => new NameInLanguage(text.Language, text.Name));
        var groupTexts = (await database.ModifierGroupTranslations.AsNoTracking().Where(text => ids.Contains(text.GroupId)).OrderBy(text => text.Language).ToListAsync(cancellation))
            .ToLookup(text => text.GroupId, text => new NameInLanguage(text.Language, text.Name));
        var byGroup = modifiers.ToLookup(row => row.GroupId, row => new SheetModifier(row.Name, [.. prices[row.Id]], row.Id, row.IsActive, [.. texts[row.Id]]));
        return [.. groups.Select(group => new ModifierGroupSheet(
            group.Id, group.Name, group.MinChoices, group.MaxChoices, group.Version, [.. byGroup[group.Id]], [.. groupTexts[group.Id]]))];
    }
}
