using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace PosAspire.Bench.Orders;

/// <summary>Ten shops that sell a hundred thousand products from one price list, with plenty of stock. Ids can be computed, so that pgbench can name them.</summary>
internal static class BenchShelves
{
    public const int Products = 100_000;
    public const int Shops = 10;

    // Triggers and foreign keys are off while a million levels are loaded; what they would have stamped is set by hand.
    private const string Shelves =
        """
        SET session_replication_role = replica;
        INSERT INTO price_lists (id, code, currency) VALUES ('00000000-0000-7000-8000-000000002000', 'bench', 'USD');
        INSERT INTO categories (id, name, position) SELECT lpad(to_hex(12288 + n), 32, '0')::uuid, 'Bench ' || n, 1000 + n FROM generate_series(1, 40) AS n;
        INSERT INTO locations (id, code, name, profile, currency, time_zone, day_cutover, price_list_id, service_rate, service_base, service_rounding, cash_increment_minor, cash_rounding)
          SELECT ('00000000-0000-7000-8000-00000000' || lpad((1000 + n)::text, 4, '0'))::uuid, 'B' || lpad(n::text, 2, '0'), 'Bench shop ' || n, 'retail', 'USD', 'America/Chicago', '04:00',
                 '00000000-0000-7000-8000-000000002000', 0, 'gross', 'half_up', 5, 'half_up'
          FROM generate_series(1, 10) AS n;
        INSERT INTO location_taxes (location_id, position, name, rate, base, rounding)
          SELECT id, 1, 'Sales tax', 0.07, 'net', 'half_up' FROM locations WHERE code LIKE 'B__';
        INSERT INTO registers (id, location_id, name, is_active, created_at)
          SELECT ('00000000-0000-7000-8000-00000001' || substr(code, 2))::uuid, id, 'Register 1', true, now() FROM (SELECT id, '00' || code AS code FROM locations WHERE code LIKE 'B__') AS l;
        """;

    private const string Stock =
        """
        INSERT INTO product_prices (price_list_id, product_id, price_minor)
          SELECT '00000000-0000-7000-8000-000000002000', id, 199 + (hashtext(sku) & 8191) FROM products WHERE sku LIKE 'BENCH-%';
        INSERT INTO stock_levels (location_id, product_id, on_hand, policy)
          SELECT l.id, p.id, 1000000, 'block' FROM locations l, products p WHERE l.code LIKE 'B__' AND p.sku LIKE 'BENCH-%';
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, at)
          SELECT location_id, product_id, product_id, on_hand, 'opening', now() FROM stock_levels
          WHERE location_id IN (SELECT id FROM locations WHERE code LIKE 'B__');
        UPDATE catalog_state SET version = version + 1;
        RESET session_replication_role;
        VACUUM ANALYZE
        """;

    private static readonly string[] Makers =
        ["Oak Barrel", "Johnnie Wader", "Silver Creek", "Old Harbour", "Casa Verde", "Red Fox", "Northern Light", "Blue Heron", "Chateau Mirabel", "Kings Landing", "Tres Hermanos", "Iron Bridge"];

    private static readonly string[] Kinds =
        ["Bourbon Whiskey", "Scotch Whisky", "Vodka", "Blanco Tequila", "Reposado Tequila", "London Dry Gin", "Spiced Rum", "White Rum", "Cabernet Sauvignon", "Chardonnay", "Pilsner", "Pale Ale", "Cognac", "Amaro", "Vermouth"];

    private static readonly string[] Notes = ["Reserve", "Small Batch", "Single Barrel", "Special", "Limited", "Cask Strength", "Classic", "Extra", "Heritage", "Estate"];

    private static readonly string[] Sizes = ["50 ml", "200 ml", "375 ml", "750 ml", "1 L", "1.75 L"];

    /// <summary>Fills a migrated and seeded database.</summary>
    public static async Task FillAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        foreach (var sql in Shelves.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await ExecuteAsync(connection, sql);
        await CopyProductsAsync(connection);
        await CopyBarcodesAsync(connection);
        foreach (var sql in Stock.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await ExecuteAsync(connection, sql);
    }

    /// <summary>The UPC-A of a product, counted from 1.</summary>
    public static string Barcode(int product)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"4{product:D10}");
        var sum = 0;
        for (var at = 0; at < body.Length; at++)
            sum += (body[at] - '0') * (at % 2 == 0 ? 3 : 1);
        return $"{body}{(10 - (sum % 10)) % 10}";
    }

    /// <summary>A name as shelves have them; several products may share one.</summary>
    public static string Name(int product) =>
        $"{Makers[product % Makers.Length]} {Notes[product / 7 % Notes.Length]} {Kinds[product / 3 % Kinds.Length]} No {product % 997}";

    private static async Task CopyProductsAsync(NpgsqlConnection connection)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY products (id, category_id, sku, name, size, is_stocked, is_active) FROM STDIN (FORMAT binary)");
        for (var product = 1; product <= Products; product++)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(Id(product), NpgsqlDbType.Uuid);
            await copy.WriteAsync(new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(0x30 + ((product % 40) + 1) / 256), (byte)((product % 40) + 1)), NpgsqlDbType.Uuid);
            await copy.WriteAsync($"BENCH-{product}", NpgsqlDbType.Text);
            await copy.WriteAsync(Name(product), NpgsqlDbType.Text);
            await copy.WriteAsync(Sizes[product % Sizes.Length], NpgsqlDbType.Text);
            await copy.WriteAsync(true, NpgsqlDbType.Boolean);
            await copy.WriteAsync(true, NpgsqlDbType.Boolean);
        }

        await copy.CompleteAsync();
    }

    private static async Task CopyBarcodesAsync(NpgsqlConnection connection)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY product_barcodes (gtin, product_id, unit, quantity) FROM STDIN (FORMAT binary)");
        for (var product = 1; product <= Products; product++)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(Barcode(product).PadLeft(14, '0'), NpgsqlDbType.Text);
            await copy.WriteAsync(Id(product), NpgsqlDbType.Uuid);
            await copy.WriteAsync("bottle", NpgsqlDbType.Text);
            await copy.WriteAsync(1, NpgsqlDbType.Integer);
        }

        await copy.CompleteAsync();
    }

    private static Guid Id(int product) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{product:D12}"));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the constants of this class get here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
