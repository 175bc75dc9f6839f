using Npgsql;

namespace PosAspire.Workers.Seed;

/// <summary>The demo restaurant's room and kitchen, and when both demo shops are open. What a shop has of its own, even one table, stays alone.</summary>
internal static class DemoDining
{
    private const string Tables =
        """
        INSERT INTO dining_tables (location_id, id, name, area, seats, shape, x, y)
        SELECT l.id, i.id, v.name, v.area, v.seats, v.shape, v.x, v.y
        FROM locations l CROSS JOIN (VALUES
          (1, '1', 'Indoor', 2, 'round', 0, 0), (2, '2', 'Indoor', 2, 'round', 2, 0), (3, '3', 'Indoor', 4, 'square', 4, 0), (4, '4', 'Indoor', 4, 'square', 6, 0),
          (5, '5', 'Indoor', 6, 'long', 0, 3), (6, '6', 'Indoor', 6, 'long', 3, 3), (7, '7', 'Indoor', 4, 'square', 6, 3), (8, '8', 'Indoor', 8, 'long', 2, 6),
          (9, 'T1', 'Terrace', 2, 'round', 9, 0), (10, 'T2', 'Terrace', 2, 'round', 11, 0), (11, 'T3', 'Terrace', 4, 'square', 10, 3), (12, 'T4', 'Terrace', 6, 'long', 9, 6)
        ) AS v (n, name, area, seats, shape, x, y)
        JOIN unnest($1) WITH ORDINALITY AS i (id, n) ON i.n = v.n
        WHERE l.code = 'STK1' AND NOT EXISTS (SELECT FROM dining_tables t WHERE t.location_id = l.id)
        """;

    private const string Stations =
        """
        INSERT INTO kitchen_stations (location_id, code, name, position, warn_minutes, late_minutes)
        SELECT l.id, v.code, v.name, v.position, v.warn, v.late
        FROM locations l CROSS JOIN (VALUES
          ('grill', 'Grill', 1, 15, 25), ('hot', 'Hot kitchen', 2, 12, 20), ('cold', 'Cold & desserts', 3, 8, 15), ('bar', 'Bar', 4, 5, 10)
        ) AS v (code, name, position, warn, late)
        WHERE l.code = 'STK1' AND NOT EXISTS (SELECT FROM kitchen_stations s WHERE s.location_id = l.id)
        """;

    private const string Routes =
        """
        INSERT INTO kitchen_routes (location_id, category_id, station)
        SELECT s.location_id, c.id, s.code
        FROM (VALUES
          ('Main', 'grill'), ('Paket Hemat', 'grill'), ('Pembuka', 'hot'), ('Pendamping', 'hot'), ('Menu Anak', 'hot'), ('Penutup', 'cold'), ('Minuman', 'bar')
        ) AS v (category, station)
        JOIN categories c ON c.name = v.category
        JOIN locations l ON l.code = 'STK1'
        JOIN kitchen_stations s ON s.location_id = l.id AND s.code = v.station
        WHERE NOT EXISTS (SELECT FROM kitchen_routes r WHERE r.location_id = l.id)
        """;

    // The restaurant closes after midnight on Fridays and Saturdays.
    private const string Hours =
        """
        INSERT INTO opening_hours (location_id, day, opens, closes)
        SELECT l.id, v.day, v.opens::time, v.closes::time
        FROM (VALUES
          ('STK1', 1, '10:00', '22:00'), ('STK1', 2, '10:00', '22:00'), ('STK1', 3, '10:00', '22:00'), ('STK1', 4, '10:00', '22:00'),
          ('STK1', 5, '10:00', '01:00'), ('STK1', 6, '10:00', '01:00'), ('STK1', 7, '10:00', '22:00'),
          ('LIQ1', 1, '09:00', '21:00'), ('LIQ1', 2, '09:00', '21:00'), ('LIQ1', 3, '09:00', '21:00'), ('LIQ1', 4, '09:00', '21:00'),
          ('LIQ1', 5, '09:00', '22:00'), ('LIQ1', 6, '09:00', '22:00'), ('LIQ1', 7, '12:00', '18:00')
        ) AS v (code, day, opens, closes)
        JOIN locations l ON l.code = v.code
        WHERE NOT EXISTS (SELECT FROM opening_hours h WHERE h.location_id = l.id)
        """;

    private const int TablesOfTheRoom = 12;

    public static async Task StoreAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Tables) { Parameters = { new() { Value = Enumerable.Range(0, TablesOfTheRoom).Select(_ => Guid.CreateVersion7(now)).ToArray() } } });
        batch.BatchCommands.Add(new(Stations));
        batch.BatchCommands.Add(new(Routes));
        batch.BatchCommands.Add(new(Hours));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
