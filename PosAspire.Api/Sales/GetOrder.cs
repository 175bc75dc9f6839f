using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

internal static class GetOrder
{
    public static async Task<Results<Ok<OrderDetail>, PosProblem>> HandleAsync(
        Guid id, Actor actor, PosDbContext database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (await StoredOrders.FindAsync(database, view, id, cancellation) is not { } stored)
            return SalesErrors.UnknownOrder(id).AsProblem();
        var shop = view.ShopOf(stored.Order);
        return actor.May(Policies.Sell, shop.Code) ? TypedResults.Ok(stored.Detail(view, shop, [])) : IdentityErrors.OtherLocation(shop.Code).AsProblem();
    }
}

internal static class OrderShops
{
    /// <summary>The shop of an order that was found among this view's shops.</summary>
    public static CatalogShop ShopOf(this CatalogView view, Order order) => view.Shops.Values.First(shop => shop.Id == order.LocationId);
}
