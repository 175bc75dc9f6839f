namespace PosAspire.Domain.Sales;

/// <summary>The highest order number handed out for a location's business day.</summary>
public sealed class OrderNumber
{
    private OrderNumber()
    {
    }

    public Guid LocationId { get; private set; }

    public DateOnly BusinessDay { get; private set; }

    public bool Training { get; private set; }

    public int LastNumber { get; private set; }
}
