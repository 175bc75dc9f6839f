using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Dining.Kitchen;

/// <summary>Tickets as a screen shows them.</summary>
internal static class TicketReader
{
    /// <summary>Those with their lines and what the kitchen calls their orders, in the order of the query.</summary>
    public static async Task<List<TicketBody>> ReadAsync(PosDbContext database, IQueryable<KitchenTicket> tickets, CancellationToken cancellation)
    {
        var found = await tickets.AsNoTracking().Include(ticket => ticket.Lines).AsSplitQuery().ToListAsync(cancellation);
        if (found.Count == 0)
            return [];
        var (location, ids) = (found[0].LocationId, found.Select(ticket => ticket.OrderId).Distinct().ToList());
        var orders = await (
            from order in database.Orders.AsNoTracking()
            where order.LocationId == location && ids.Contains(order.Id)
            join table in database.DiningTables on new { order.LocationId, Id = order.TableId } equals new { table.LocationId, Id = (Guid?)table.Id } into seated
            from table in seated.DefaultIfEmpty()
            select new { order.Id, order.Number, order.Kind, Label = table.Name ?? order.Label }).ToDictionaryAsync(order => order.Id, cancellation);
        return [.. found.Select(ticket => Body(ticket, orders[ticket.OrderId].Number, orders[ticket.OrderId].Label, orders[ticket.OrderId].Kind))];
    }

    private static TicketBody Body(KitchenTicket ticket, int number, string? label, OrderKind kind) => new(
        ticket.Id, ticket.OrderId, number.ToString(CultureInfo.InvariantCulture), label ?? "", EnumText.Of(kind), ticket.Station, ticket.SentAt, ticket.IsDone ? "done" : "new",
        [.. ticket.Lines.OrderBy(line => line.LineNo).Select(line => new TicketLineBody(line.LineNo, line.Name, line.Quantity, line.Modifiers, line.VoidedAt is not null))]);
}
