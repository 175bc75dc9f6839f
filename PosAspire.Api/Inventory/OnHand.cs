using Npgsql;

namespace PosAspire.Api.Inventory;

/// <summary>How many of some products a shop has now.</summary>
public static class OnHand
{
    private const string Read = "SELECT product_id, on_hand FROM stock_levels WHERE location_id = $1 AND product_id = ANY($2)";

    /// <summary>Counts by product, in smallest units; a product without a level is missing.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> ReadAsync(NpgsqlDataSource database, Guid locationId, Guid[] products, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = locationId });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = products });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<Guid, int> counts = [];
        while (await reader.ReadAsync(cancellation))
            counts.Add(reader.GetGuid(0), reader.GetInt32(1));
        return counts;
    }
}
