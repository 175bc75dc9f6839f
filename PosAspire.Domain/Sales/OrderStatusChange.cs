namespace PosAspire.Domain.Sales;

/// <summary>
/// A step of an order's life. A sale that is completed at once has none, so that selling writes no row more: the order's own times say it.
/// </summary>
public sealed class OrderStatusChange
{
    private OrderStatusChange()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid OrderId { get; private set; }

    /// <summary>The order's version that this step made.</summary>
    public int Version { get; private set; }

    public OrderStatus Status { get; private set; }

    public DateTime At { get; private set; }

    public Guid ActorId { get; private set; }

    /// <summary>Why it was cancelled or voided.</summary>
    public string? Reason { get; private set; }

    /// <summary>Takes down where the order stands after a verb.</summary>
    public static OrderStatusChange Of(Order order, DateTime at, Guid by) => new()
    {
        LocationId = order.LocationId,
        OrderId = order.Id,
        Version = order.Version,
        Status = order.Status,
        At = at,
        ActorId = by,
        Reason = order.Reason,
    };
}
