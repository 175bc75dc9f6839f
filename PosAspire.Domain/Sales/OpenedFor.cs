namespace PosAspire.Domain.Sales;

/// <summary>How guests get what they order.</summary>
public enum OrderKind
{
    /// <summary>Handed over where it is paid.</summary>
    Counter,

    /// <summary>Brought to where they sit.</summary>
    DineIn,

    /// <summary>Packed, and called by its number.</summary>
    Takeaway,
}

/// <summary>What an order is opened for.</summary>
/// <param name="Label">A table or a name, 1 to <see cref="MaxLabelLength"/> characters.</param>
/// <param name="Kind">At a table it is always <see cref="OrderKind.DineIn"/>.</param>
/// <param name="Guests">1 to <see cref="MaxGuests"/>.</param>
public readonly record struct OpenedFor(
    Guid? RegisterId, bool Training, string? Label, OrderKind Kind = OrderKind.Counter, Guid? TableId = null, short? Guests = null)
{
    public const int MaxGuests = 99;

    public const int MaxLabelLength = 60;
}
