using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Categories;

/// <summary>Categories page by page in the order of their names, or one.</summary>
internal static class ReadCategories
{
    public static async Task<Results<Ok<CategoriesPage>, PosProblem>> ListAsync(
        PosDbContext database, CancellationToken cancellation, int limit = Paging.MaxLimit, string after = "")
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        var from = Texts.Fits(after, 1, Paging.MaxCursor) ? after : "";
        var rows = await database.Categories.AsNoTracking().Where(row => EF.Functions.GreaterThan(ValueTuple.Create(row.Name, row.Id), ValueTuple.Create(from, Guid.AllBitsSet))).OrderBy(row => row.Name).Take(limit + 1).ToListAsync(cancellation);
        var page = rows.Take(limit).ToList();
        var ids = page.Select(row => row.Id).ToList();
        var texts = (await database.CategoryTranslations.AsNoTracking().Where(text => ids.Contains(text.CategoryId)).OrderBy(text => text.Language).ToListAsync(cancellation))
            .ToLookup(text => text.CategoryId, text => new NameInLanguage(text.Language, text.Name));
        return TypedResults.Ok(new CategoriesPage(
            [.. page.Select(row => new CategorySheet(row.Id, row.Name, row.Position, row.Version, [.. texts[row.Id]]))], rows.Count > limit ? page[^1].Name : null));
    }

    public static async Task<Results<Ok<CategorySheet>, PosProblem>> OneAsync(Guid id, PosDbContext database, CancellationToken cancellation)
    {
        var row = await database.Categories.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation);
        if (row is null)
            return CatalogErrors.UnknownCategory(id).AsProblem();
        var texts = await database.CategoryTranslations.AsNoTracking().Where(text => text.CategoryId == id).OrderBy(text => text.Language)
            .Select(text => new NameInLanguage(text.Language, text.Name)).ToListAsync(cancellation);
        return TypedResults.Ok(new CategorySheet(row.Id, row.Name, row.Position, row.Version, texts));
    }
}
