namespace PosAspire.Api.Dining.Kitchen;

/// <param name="Stations">In the order of the kitchen.</param>
/// <param name="Tickets">What is to be made, oldest first.</param>
/// <param name="Recent">What was done last, newest first; it can be recalled.</param>
public sealed record TicketsBody(IReadOnlyList<StationBody> Stations, IReadOnlyList<TicketBody> Tickets, IReadOnlyList<TicketBody> Recent);

/// <param name="Code">Goes into <c>?station=</c>.</param>
/// <param name="WarnMinutes">Age at which a ticket should be looked at.</param>
/// <param name="LateMinutes">Age at which a ticket is late.</param>
public sealed record StationBody(string Code, string Name, short WarnMinutes, short LateMinutes);

/// <summary>What a station is told of one order at one time.</summary>
/// <param name="Label">The table or the guest; empty when it has only a number.</param>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
/// <param name="Station">The station's code.</param>
/// <param name="SentAt">UTC; its age counts from here, also after a recall.</param>
/// <param name="State"><c>new</c> or <c>done</c>.</param>
public sealed record TicketBody(
    Guid Id, Guid OrderId, string OrderNumber, string Label, string Kind, string Station, DateTime SentAt, string State, IReadOnlyList<TicketLineBody> Lines);

/// <param name="Modifiers">Names of the choices.</param>
/// <param name="Voided">Taken back: not to be made any more.</param>
public sealed record TicketLineBody(int LineNo, string Name, int Quantity, IReadOnlyList<string> Modifiers, bool Voided);
