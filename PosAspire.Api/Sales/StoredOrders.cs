using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Dining.Tables;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>Finds orders by id.</summary>
internal static class StoredOrders
{
    /// <summary>The order to be read, or null.</summary>
    public static Task<StoredOrder?> FindAsync(PosDbContext database, CatalogView view, Guid id, CancellationToken cancellation) =>
        WithRowsAsync(database, Find(database.Orders.AsNoTracking(), view, id), tracked: false, cancellation);

    /// <summary>The order to be changed; nobody else changes it until the transaction ends.</summary>
    public static Task<StoredOrder?> LockAsync(PosDbContext database, CatalogView view, Guid id, CancellationToken cancellation)
    {
        var shops = Shops(view);
        return WithRowsAsync(
            database, database.Orders.FromSql($"SELECT * FROM orders WHERE location_id = ANY ({shops}) AND id = {id} FOR NO KEY UPDATE"), tracked: true, cancellation);
    }

    // Order ids carry no location, so every location's part of the key is probed: one index look-up a shop.
    private static IQueryable<Order> Find(IQueryable<Order> orders, CatalogView view, Guid id)
    {
        var shops = Shops(view);
        return orders.Where(order => shops.Contains(order.LocationId) && order.Id == id);
    }

    private static Guid[] Shops(CatalogView view) => [.. view.Shops.Values.Select(shop => shop.Id)];

    private static async Task<StoredOrder?> WithRowsAsync(PosDbContext database, IQueryable<Order> found, bool tracked, CancellationToken cancellation)
    {
        // Read as a list: a lock cannot be taken inside the query that First would make of it.
        if (await found.ToListAsync(cancellation) is not [var order])
            return null;
        var tracking = tracked ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
        var (location, id) = (order.LocationId, order.Id);
        var lines = await database.OrderLines.AsTracking(tracking).Where(line => line.LocationId == location && line.OrderId == id)
            .OrderBy(line => line.LineNo).ToListAsync(cancellation);
        var payments = await database.Payments.AsTracking(tracking).Where(payment => payment.LocationId == location && payment.OrderId == id)
            .OrderBy(payment => payment.Id).ToListAsync(cancellation);
        var history = await database.OrderStatusChanges.AsTracking(tracking).Where(step => step.LocationId == location && step.OrderId == id)
            .OrderBy(step => step.Version).ToListAsync(cancellation);
        var table = order.TableId is { } seat ? new OrderTable(seat, await RoomTables.NameAsync(database, location, seat, cancellation) ?? "") : null;
        return new(order, lines, payments, history) { Table = table };
    }
}
