using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Catalog;

/// <param name="Next">Always null: there are fewer lists than a page holds.</param>
public sealed record PriceListsBody(IReadOnlyList<PriceListBody> Items, string? Next);

/// <param name="Code">Names the list in a product's prices.</param>
/// <param name="Locations">The shops that sell from it.</param>
public sealed record PriceListBody(string Code, string Currency, IReadOnlyList<string> Locations);

internal static class ListPriceLists
{
    private const int MaxListed = 500;

    public static async Task<Ok<PriceListsBody>> HandleAsync(PosDbContext database, CancellationToken cancellation)
    {
        var lists = await database.PriceLists.AsNoTracking().OrderBy(list => list.Code).Take(MaxListed)
            .Select(list => new
            {
                list.Code,
                list.Currency,
                Shops = database.Locations.Where(shop => shop.PriceListId == list.Id).OrderBy(shop => shop.Code).Select(shop => shop.Code).ToList(),
            }).ToListAsync(cancellation);
        return TypedResults.Ok(new PriceListsBody([.. lists.Select(list => new PriceListBody(list.Code, list.Currency, list.Shops))], Next: null));
    }
}
