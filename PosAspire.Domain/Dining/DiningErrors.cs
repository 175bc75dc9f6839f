using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Dining;

/// <summary>What can be wrong with a table, a ticket, a dish that is out, or opening hours.</summary>
public static class DiningErrors
{
    public static readonly PosError TableTaken = new(
        "dining.table_taken", PosErrorKind.Conflict, "The table is taken",
        "Somebody is sitting at this table already. Nothing was changed: open that table's order, or choose another table.");

    public static PosError UnknownTable(Guid id) => new(
        "dining.unknown_table", PosErrorKind.NotFound, "Unknown table",
        $"The shop has no table {id}, or it was taken out of the room. Nothing was changed: look at the floor plan again.");

    public static PosError InvalidTable(string why) => new(
        "dining.invalid_table", PosErrorKind.Invalid, "Not a table yet",
        $"The table cannot be saved like this. {why} Nothing was changed: correct it and save again.");

    public static PosError TableNameTaken(string name) => new(
        "dining.table_name_taken", PosErrorKind.Conflict, "This name is taken",
        $"There is a table \"{name}\" already. Nothing was changed: choose another name.");

    public static readonly PosError PlaceTaken = new(
        "dining.place_taken", PosErrorKind.Conflict, "Another table stands there",
        "Another table stands at this place of the plan. Nothing was changed: choose a free place.");

    public static PosError InvalidSeating(string why) => new(
        "dining.invalid_seating", PosErrorKind.Invalid, "Not how guests can be seated",
        $"The order cannot be begun like this. {why} Nothing was opened: correct it and try again.");

    public static PosError DishOut(string name) => new(
        "dining.dish_out", PosErrorKind.Conflict, "Sold out",
        $"{name} is sold out. Nothing was ordered: offer the guest something else, or have the kitchen put it back on the menu.");

    public static PosError UnknownTicket(Guid id) => new(
        "dining.unknown_ticket", PosErrorKind.NotFound, "Unknown ticket",
        $"The kitchen has no ticket {id}. Nothing was changed: look at the screen again.");

    public static readonly PosError UnknownGuestOrder = new(
        "dining.unknown_guest_order", PosErrorKind.NotFound, "Unknown order",
        "This link leads to no order, or to one of some days ago. Ask the staff for a new one.");

    public static PosError InvalidHours(string why) => new(
        "dining.invalid_hours", PosErrorKind.Invalid, "Not opening hours",
        $"The hours cannot be saved like this. {why} Nothing was changed: correct them and save again.");
}
