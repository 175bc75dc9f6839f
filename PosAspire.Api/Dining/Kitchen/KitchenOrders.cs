using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Dining.Kitchen;

/// <summary>A line that the kitchen is to make.</summary>
/// <param name="Modifiers">Names of the choices.</param>
public sealed record DishToMake(OrderLine Line, string[] Modifiers);

/// <summary>
/// What an order tells the kitchen, written in the order's own transaction: one ticket a station with the lines that are new to it, and the
/// lines struck out that are not to be made any more. Practice is not cooked.
/// </summary>
public sealed class KitchenOrders
{
    private readonly List<DishToMake> toMake = [];
    private readonly List<short> takenBack = [];

    /// <summary>Whether the kitchen hears of anything.</summary>
    public bool IsEmpty => toMake.Count == 0 && takenBack.Count == 0;

    public void Make(IEnumerable<DishToMake> dishes) => toMake.AddRange(dishes);

    public void TakeBack(IEnumerable<OrderLine> lines) => takenBack.AddRange(lines.Select(line => line.LineNo));

    /// <summary>Adds it to what the context saves next. The order's row must be locked, so that nobody else sends it at the same time.</summary>
    public async Task WriteAsync(PosDbContext database, CatalogView view, CatalogShop shop, Order order, DateTime at, Guid actorId)
    {
        if (IsEmpty || order.Training)
            return;
        foreach (var station in toMake.GroupBy(dish => StationOf(view, shop, dish.Line)).Where(station => station.Key is not null))
        {
            var ticket = KitchenTicket.Of(order, station.Key!, at, station.Select(dish => (dish.Line, dish.Modifiers)));
            database.Add(ticket);
            database.Add(KitchenTicketEvent.Of(order.LocationId, ticket.Id, KitchenStep.Sent, at, actorId));
        }

        if (takenBack.Count == 0)
            return;
        var lines = await database.KitchenTicketLines
            .Where(line => line.LocationId == order.LocationId && line.OrderId == order.Id && takenBack.Contains(line.LineNo)).AsTracking().ToListAsync();
        foreach (var line in lines.Where(line => line.Void(at)))
            database.Add(KitchenTicketEvent.Of(order.LocationId, line.TicketId, KitchenStep.Voided, at, actorId, line.LineNo));
    }

    private static string? StationOf(CatalogView view, CatalogShop shop, OrderLine line) =>
        shop.StationOf(view.TryProduct(line.ProductId, out var product) ? product.CategoryId : default);
}
