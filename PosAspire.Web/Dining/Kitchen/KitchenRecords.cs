namespace PosAspire.Web.Dining.Kitchen;

// What the kitchen has to do, as Api tells it.

/// <param name="Tickets">Not done yet, oldest first.</param>
/// <param name="Recent">The last that were done, newest first.</param>
public sealed record KitchenBoard(IReadOnlyList<Station> Stations, IReadOnlyList<Ticket> Tickets, IReadOnlyList<Ticket> Recent);

/// <param name="WarnMinutes">From this age on a ticket is to be hurried.</param>
/// <param name="LateMinutes">From this age on it is late.</param>
public sealed record Station(string Code, string Name, int WarnMinutes, int LateMinutes);

/// <param name="Label">The table, or the guest of a takeaway.</param>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
/// <param name="Station">Code of the station that makes it.</param>
/// <param name="State"><c>new</c> or <c>done</c>.</param>
public sealed record Ticket(
    Guid Id, Guid OrderId, string OrderNumber, string? Label, string Kind, string Station, DateTimeOffset SentAt, string State,
    IReadOnlyList<TicketLine> Lines);

public sealed record TicketLine(int LineNo, string Name, int Quantity, IReadOnlyList<string> Modifiers, bool Voided);
