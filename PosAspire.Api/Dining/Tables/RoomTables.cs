using Microsoft.EntityFrameworkCore;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;

namespace PosAspire.Api.Dining.Tables;

/// <summary>Tables for whoever seats guests, inside their own transaction.</summary>
public static class RoomTables
{
    /// <summary>The index that lets one order sit at a table.</summary>
    public const string OneOrder = "ix_orders_location_id_table_id";

    /// <summary>A table that stands in the shop; it cannot be taken out until the transaction ends. Null when there is none.</summary>
    public static async Task<DiningTable?> HoldAsync(PosDbContext database, Guid locationId, Guid tableId)
    {
        var found = await database.DiningTables
            .FromSql($"SELECT * FROM dining_tables WHERE location_id = {locationId} AND id = {tableId} AND removed_at IS NULL FOR KEY SHARE")
            .AsNoTracking().ToListAsync();
        return found is [var table] ? table : null;
    }

    /// <summary>What a table is called, also one that was taken out since.</summary>
    public static Task<string?> NameAsync(PosDbContext database, Guid locationId, Guid tableId, CancellationToken cancellation) =>
        database.DiningTables.Where(table => table.LocationId == locationId && table.Id == tableId).Select(table => (string?)table.Name).SingleOrDefaultAsync(cancellation);
}
