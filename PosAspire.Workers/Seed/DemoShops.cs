using Npgsql;

namespace PosAspire.Workers.Seed;

/// <summary>The two demo shops and their opening stock.</summary>
internal static class DemoShops
{
    private const int OpeningBottles = 24;

    private const string Lists =
        """
        INSERT INTO price_lists (id, code, currency) VALUES (@first, 'iowa', 'USD'), (@second, 'steak-kenangan', 'IDR')
        ON CONFLICT (code) DO NOTHING
        """;

    // LIQ1: 7 % on the goods; US cash without pennies. STK1: service 5 % of gross, then PB1 10 % on food and service
    // (the order of the Jakarta tax office); cash to Rp 100.
    private const string Shops =
        """
        INSERT INTO locations (id, code, name, profile, currency, time_zone, day_cutover, price_list_id,
                               service_rate, service_base, service_rounding, cash_increment_minor, cash_rounding)
        SELECT v.id, v.code, v.name, v.profile, l.currency, v.time_zone, '04:00', l.id, v.service_rate, 'gross', 'half_up', v.increment, 'half_up'
        FROM (VALUES
          (@first, 'LIQ1', 'Iowa Spirits', 'retail', 'America/Chicago', 'iowa', 0, 5),
          (@second, 'STK1', 'Steak Kenangan', 'restaurant', 'Asia/Jakarta', 'steak-kenangan', 0.05, 100)
        ) AS v (id, code, name, profile, time_zone, list, service_rate, increment) JOIN price_lists l ON l.code = v.list
        ON CONFLICT (code) DO NOTHING
        """;

    private const string Taxes =
        """
        INSERT INTO location_taxes (location_id, position, name, rate, base, rounding)
        SELECT l.id, 1, v.name, v.rate, v.base, 'half_up'
        FROM (VALUES ('LIQ1', 'Sales tax', 0.07, 'net'), ('STK1', 'PB1', 0.10, 'net_plus_service')) AS v (code, name, rate, base)
        JOIN locations l ON l.code = v.code
        ON CONFLICT (location_id, position) DO NOTHING
        """;

    private const string Registers =
        """
        INSERT INTO registers (id, location_id, name, is_active, created_at)
        SELECT v.id, l.id, v.name, true, @now FROM unnest(@ids, @shops, @names) AS v (id, shop, name) JOIN locations l ON l.code = v.shop
        ON CONFLICT (location_id, name) DO NOTHING
        """;

    // A level that exists keeps its count: only new ones are opened, each by a movement.
    private const string Stock =
        """
        WITH opened AS (
          INSERT INTO stock_levels (location_id, product_id, on_hand, policy)
          SELECT l.id, p.id, @bottles, 'block'
          FROM locations l JOIN product_prices pr ON pr.price_list_id = l.price_list_id JOIN products p ON p.id = pr.product_id
          WHERE l.code = 'LIQ1' AND p.is_stocked
          ON CONFLICT (location_id, product_id) DO NOTHING
          RETURNING location_id, product_id, on_hand)
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, at)
        SELECT o.location_id, i.id, o.product_id, o.on_hand, 'opening', @now
        FROM (SELECT *, row_number() OVER (ORDER BY product_id) AS n FROM opened) AS o
        JOIN unnest(@ids) WITH ORDINALITY AS i (id, n) ON i.n = o.n
        """;

    public static async Task StoreAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (string[])[Lists, Shops])
        {
            batch.BatchCommands.Add(new(sql)
            {
                Parameters = { new("first", Guid.CreateVersion7()), new("second", Guid.CreateVersion7()) },
            });
        }

        batch.BatchCommands.Add(new(Taxes));
        batch.BatchCommands.Add(new(Registers)
        {
            Parameters =
            {
                new("now", now),
                new("ids", Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray()),
                new("shops", (string[])["LIQ1", "LIQ1", "STK1", "STK1"]),
                new("names", (string[])["Register 1", "Register 2", "Counter", "Floor"]),
            },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<int> OpenStockAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand("SELECT count(*) FROM products", connection);
        var products = (long)(await count.ExecuteScalarAsync(cancellation))!;
        await using var open = new NpgsqlCommand(Stock, connection)
        {
            Parameters =
            {
                new("bottles", OpeningBottles),
                new("now", now),
                new("ids", Enumerable.Range(0, (int)products).Select(_ => Guid.CreateVersion7()).ToArray()),
            },
        };
        return await open.ExecuteNonQueryAsync(cancellation);
    }
}
