using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Dining;

/// <summary>Tells the open screens of the room, the kitchen and the menu what has changed, after the commit.</summary>
public static class RoomNews
{
    // What follows is only asked while Redis is away: a number that differs whenever a screen would look different.
    private const string Tables =
        """
        SELECT t.id::text, hashtextextended(concat_ws(':', t.version, o.id, o.version, (
          SELECT sum(k.version) FROM kitchen_tickets k WHERE k.location_id = o.location_id AND k.order_id = o.id)), 0)
        FROM dining_tables t LEFT JOIN orders o ON o.location_id = t.location_id AND o.table_id = t.id AND o.status IN ('open', 'awaiting_payment')
        WHERE t.location_id = $1 AND t.removed_at IS NULL
        """;

    private const string Kitchen =
        """
        SELECT k.id::text, k.version * 1000 + (
          SELECT count(l.voided_at) FROM kitchen_ticket_lines l WHERE l.location_id = k.location_id AND l.ticket_id = k.id)
        FROM kitchen_tickets k WHERE k.location_id = $1 AND k.bumped_at IS NULL
        """;

    private const string Orders = "SELECT id::text, version::bigint FROM orders WHERE location_id = $1 AND status = 'open'";

    private const string Menu = "SELECT $1::text, version FROM catalog_state";

    internal static void AddRoomNews(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new LiveRows(LiveChange.Tables, Tables));
        builder.Services.AddSingleton(new LiveRows(LiveChange.Kitchen, Kitchen));
        builder.Services.AddSingleton(new LiveRows(LiveChange.Order, Orders));
        builder.Services.AddSingleton(new LiveRows(LiveChange.Menu, Menu));
    }

    /// <summary>An order was begun, changed, sent, moved or closed.</summary>
    /// <param name="kitchen">Whether the kitchen was told of it.</param>
    public static void OrderChanged(this Changes changes, string location, Order order, bool kitchen)
    {
        changes.Publish(location, LiveChange.Order, order.Id, order.Version);
        if (order.TableId is { } table)
            changes.Publish(location, LiveChange.Tables, table, order.Version);
        if (kitchen)
            changes.Publish(location, LiveChange.Kitchen, order.Id, order.Version);
    }

    internal static void TicketChanged(this Changes changes, string location, KitchenTicket ticket)
    {
        changes.Publish(location, LiveChange.Kitchen, ticket.Id, ticket.Version);
        changes.Publish(location, LiveChange.Tables, ticket.OrderId, ticket.Version);
    }

    internal static void RoomChanged(this Changes changes, string location, Guid table) => changes.Publish(location, LiveChange.Tables, table, 0);

    internal static void MenuChanged(this Changes changes, string location, Guid what, CatalogView view) =>
        changes.Publish(location, LiveChange.Menu, what, view.Version);
}
