using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>Everything that was given back of an order.</summary>
internal static class ListRefunds
{
    public static async Task<Results<Ok<RefundsBody>, PosProblem>> HandleAsync(
        Guid id, Actor actor, PosDbContext database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (await StoredOrders.FindAsync(database, view, id, cancellation) is not { Order: var order } stored)
            return SalesErrors.UnknownOrder(id).AsProblem();
        var shop = view.ShopOf(stored.Order);
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        var refunds = await database.Refunds.AsNoTracking().Where(refund => refund.LocationId == shop.Id && refund.OrderId == id)
            .OrderBy(refund => refund.CreatedAt).ThenBy(refund => refund.Id).ToListAsync(cancellation);
        var ids = refunds.Select(refund => refund.Id).ToList();
        var lines = (await database.RefundLines.AsNoTracking().Where(line => line.LocationId == shop.Id && ids.Contains(line.RefundId))
            .OrderBy(line => line.LineNo).ToListAsync(cancellation)).ToLookup(line => line.RefundId);
        var payouts = (await database.RefundPayouts.AsNoTracking().Where(payout => payout.LocationId == shop.Id && ids.Contains(payout.RefundId))
            .OrderBy(payout => payout.Id).ToListAsync(cancellation)).ToLookup(payout => payout.RefundId);
        var exchanged = await database.Orders.AsNoTracking().Where(other => other.LocationId == shop.Id && other.ExchangeOf == id)
            .OrderBy(other => other.Id).Select(other => other.Id).ToListAsync(cancellation);
        return TypedResults.Ok(new RefundsBody(
            order.Id, order.Currency, order.TotalMinor, order.RefundedMinor,
            [.. refunds.Select(refund => RefundBody.Of(refund, order.Currency, lines[refund.Id], payouts[refund.Id], stored.Payments))], order.ExchangeOf, exchanged));
    }
}
