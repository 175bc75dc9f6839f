namespace PosAspire.Web.Dining.Floor;

// What Api tells of the room and who sits in it, as Web reads it. Amounts are minor units.

/// <summary>The tables of a restaurant.</summary>
public sealed record Tables(IReadOnlyList<Table> Items);

/// <param name="Area">The room or terrace it stands in.</param>
/// <param name="Shape"><c>round</c>, <c>square</c> or <c>long</c>.</param>
/// <param name="X">Column on the plan, 0 to 11.</param>
/// <param name="Y">Row on the plan, 0 to 7.</param>
/// <param name="State"><c>free</c>, <c>seated</c>, <c>ordered</c>, <c>waiting</c>, <c>served</c> or <c>bill</c>.</param>
/// <param name="Since">When the state began; null while the table is free.</param>
public sealed record Table(
    Guid Id, string Name, string Area, int Seats, string Shape, int X, int Y, int Version, string State, DateTimeOffset? Since,
    Guid? OrderId, string? OrderNumber, int? Guests, long? TotalMinor)
{
    public bool IsFree => OrderId is null;

    /// <summary>Cells of the plan it fills from left to right.</summary>
    public int Width => Shape == "long" ? 2 : 1;
}

/// <summary>A page of orders; enough of each to find it again.</summary>
public sealed record OrderList(IReadOnlyList<ListedOrder> Items, Guid? Next);

/// <param name="Label">A guest's name or what else it was called.</param>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
public sealed record ListedOrder(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string? Label, string Kind, Guid? TableId, string Currency, DateOnly BusinessDay,
    DateTimeOffset CreatedAt, long TotalMinor, long DueMinor);

/// <summary>What is asked to begin an order.</summary>
public sealed record BeginOrder(string Location, Guid? RegisterId, string Kind, string? Label = null, Guid? TableId = null, int? Guests = null);
