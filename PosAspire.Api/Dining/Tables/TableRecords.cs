namespace PosAspire.Api.Dining.Tables;

public sealed record TablesBody(IReadOnlyList<TableBody> Items);

/// <summary>A table as the plan of the room shows it.</summary>
/// <param name="Shape"><c>round</c>, <c>square</c> or <c>long</c>; a long one covers the cell to its right too.</param>
/// <param name="X">Left cell on the plan, 0 to 11.</param>
/// <param name="Y">Upper cell on the plan, 0 to 7.</param>
/// <param name="Version">Goes back with a change; another one means that somebody was faster.</param>
/// <param name="State">
/// <c>free</c>; <c>seated</c>: nothing sent yet; <c>ordered</c>: the kitchen has it; <c>waiting</c>: the kitchen has had it longer than its
/// warning time; <c>served</c>: the kitchen is done; <c>bill</c>: the guests want to pay.
/// </param>
/// <param name="Since">When it came to be in that state, UTC; null while it is free.</param>
/// <param name="TotalMinor">What its order costs so far.</param>
public sealed record TableBody(
    Guid Id, string Name, string Area, short Seats, string Shape, short X, short Y, int Version, string State, DateTime? Since,
    Guid? OrderId, string? OrderNumber, short? Guests, long? TotalMinor);

/// <param name="Version">The one that was read; only for a change.</param>
public sealed record TableRequest(string Name, string Area, int Seats, string Shape, int X, int Y, int? Version = null);
