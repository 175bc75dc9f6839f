using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Sales;

public sealed record LocationsBody(IReadOnlyList<LocationBody> Items);

/// <param name="Profile"><c>retail</c> or <c>restaurant</c>.</param>
public sealed record LocationBody(string Code, string Name, string Profile, string Currency, string TimeZone);

internal static class ListLocations
{
    private const int MaxLocations = 1_000;

    public static async Task<Ok<LocationsBody>> HandleAsync(PosDbContext database, CancellationToken cancellation)
    {
        var shops = await database.Locations.AsNoTracking().OrderBy(shop => shop.Code).Take(MaxLocations)
            .Select(shop => new { shop.Code, shop.Name, shop.Profile, shop.Currency, shop.TimeZone })
            .ToListAsync(cancellation);
        return TypedResults.Ok(new LocationsBody(
            [.. shops.Select(shop => new LocationBody(shop.Code, shop.Name, EnumText.Of(shop.Profile), shop.Currency, shop.TimeZone))]));
    }
}
