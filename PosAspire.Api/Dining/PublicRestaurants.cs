using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Dining;

public sealed record RestaurantsBody(IReadOnlyList<RestaurantBody> Items);

/// <param name="Location">Goes into <c>?location=</c> of the menu.</param>
public sealed record RestaurantBody(string Location, string Name, OpeningBody Opening);

/// <summary>The restaurants that a guest can read the menu of.</summary>
internal static class PublicRestaurants
{
    public static async Task<Ok<RestaurantsBody>> HandleAsync(CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new RestaurantsBody([
            .. view.Shops.Values.Where(shop => shop.Profile == LocationProfile.Restaurant).OrderBy(shop => shop.Code, StringComparer.Ordinal)
                .Select(shop => new RestaurantBody(shop.Code, shop.Name, OpeningBody.Of(shop, now))),
        ]));
    }
}
