using Npgsql;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>The bottles that drills sell, and how many of them stand there; set by SQL, each change with its movement.</summary>
internal static class Shelf
{
    private const int Products = 20;
    private const int Plenty = 10_000_000;

    // Barcodes that stand for one bottle of one product.
    private const string Find =
        """
        SELECT b.gtin FROM product_barcodes b
        JOIN locations l ON l.code = $1
        JOIN products p ON p.id = b.product_id AND p.is_active
        JOIN product_prices pr ON pr.price_list_id = l.price_list_id AND pr.product_id = p.id
        JOIN stock_levels s ON s.location_id = l.id AND s.product_id = p.id
        WHERE b.unit = 'bottle' AND b.quantity = 1 AND NOT EXISTS (SELECT FROM product_barcodes o WHERE o.gtin = b.gtin AND o.product_id <> b.product_id)
        ORDER BY p.sku LIMIT $2
        """;

    private const string Change =
        """
        WITH was AS (
          SELECT s.location_id, s.product_id, s.on_hand FROM stock_levels s
          JOIN locations l ON l.id = s.location_id AND l.code = $1
          JOIN product_barcodes b ON b.product_id = s.product_id AND b.gtin = ANY ($2)),
        moved AS (
          INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, at)
          SELECT location_id, gen_random_uuid(), product_id, $3 - on_hand, 'adjustment', now() FROM was WHERE on_hand <> $3)
        UPDATE stock_levels s SET on_hand = $3, policy = 'block' FROM was WHERE s.location_id = was.location_id AND s.product_id = was.product_id
        """;

    /// <summary>Puts so many of every bottle on the shelf that no drill empties it.</summary>
    public static async Task FillAsync(NpgsqlDataSource database) => await SetAsync(database, await BarcodesAsync(database), Plenty);

    public static async Task<string[]> BarcodesAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new() { Value = Till.Location });
        command.Parameters.Add(new() { Value = Products });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> barcodes = [];
        while (await reader.ReadAsync())
            barcodes.Add(reader.GetString(0));
        return barcodes.Count == Products ? [.. barcodes] : throw new StepFailedException($"The demo catalogue has only {barcodes.Count} bottles with a barcode of their own.");
    }

    public static async Task SetAsync(NpgsqlDataSource database, string[] barcodes, int onHand)
    {
        await using var command = database.CreateCommand(Change);
        command.Parameters.Add(new() { Value = Till.Location });
        command.Parameters.Add(new() { Value = barcodes });
        command.Parameters.Add(new() { Value = onHand });
        if (await command.ExecuteNonQueryAsync() != barcodes.Length)
            throw new StepFailedException("Not every bottle of the drill has a stock level.");
    }

    public static async Task<int> OnHandAsync(NpgsqlDataSource database, string barcode)
    {
        await using var command = database.CreateCommand(
            "SELECT s.on_hand FROM stock_levels s JOIN locations l ON l.id = s.location_id AND l.code = $1 JOIN product_barcodes b ON b.product_id = s.product_id AND b.gtin = $2");
        command.Parameters.Add(new() { Value = Till.Location });
        command.Parameters.Add(new() { Value = barcode });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
