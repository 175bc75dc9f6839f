using PosAspire.Api.Dining.Tables;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>Where the guests of an order sit, how many they are and how they get it.</summary>
internal static class Seating
{
    /// <summary>What an order is opened for, or why not.</summary>
    public static PosError? Read(OpenOrderRequest request, string? label, out OpenedFor opened)
    {
        opened = default;
        var kind = request.TableId is null ? OrderKind.Counter : OrderKind.DineIn;
        if (request.Kind is { } word && !EnumText.TryParse(word, out kind))
            return DiningErrors.InvalidSeating("It is none of dine_in, takeaway and counter.");
        if (request.TableId is not null && kind != OrderKind.DineIn)
            return DiningErrors.InvalidSeating("Who sits at a table eats here.");
        if (request.Guests is < 1 or > OpenedFor.MaxGuests)
            return DiningErrors.InvalidSeating($"The guests are not 1 to {OpenedFor.MaxGuests}.");
        opened = new(request.RegisterId, request.Training, label, kind, request.TableId, (short?)request.Guests);
        return null;
    }

    /// <summary>The table, held until the transaction ends; neither a table nor an error when none is asked for.</summary>
    public static async Task<(OrderTable? Table, PosError? Missing)> TableAsync(PosDbContext database, Guid locationId, Guid? tableId)
    {
        if (tableId is not { } id)
            return default;
        return await RoomTables.HoldAsync(database, locationId, id) is { } table ? (new(table.Id, table.Name), null) : (null, DiningErrors.UnknownTable(id));
    }
}
