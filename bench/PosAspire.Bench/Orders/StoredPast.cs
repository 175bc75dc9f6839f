using System.Globalization;
using Npgsql;

namespace PosAspire.Bench.Orders;

/// <summary>Years of sales, written in bulk: the same rows as a sale leaves behind, three lines each, spread over the ten shops.</summary>
internal static class StoredPast
{
    private const int Chunk = 100_000;

    // An order's parts share its number n; ids rise with it and lie before those of today's sales.
    private const string Rows =
        """
        SET session_replication_role = replica;
        CREATE TEMP TABLE past AS
          SELECT n, ('00000000-0000-7000-8000-00000000' || (1001 + n % 10)::text)::uuid AS shop, (lpad(n::text, 12, '0') || '70008000000000000000')::uuid AS id,
                 timestamptz '2020-01-01' + n * interval '2 minutes' AS at
          FROM generate_series($1, $2) AS n;
        INSERT INTO orders (location_id, id, number, business_day, status, currency, created_at, completed_at, created_by, subtotal_minor, service_minor, tax_minor,
                            total_minor, cash_rounding_minor, due_minor, taxes)
          SELECT shop, id, n, at::date, 'completed', 'USD', at, at, id, 10000, 0, 700, 10700, 0, 10700, '[{"name": "Sales tax", "rate": 0.07, "amountMinor": 700, "included": false}]' FROM past;
        INSERT INTO idempotency_records (location_id, key, request_hash, status, resource, response, created_at)
          SELECT shop, 'past-' || n, sha256(id::text::bytea), 201, '/api/v1/orders/' || id, repeat(id::text, 40), at FROM past;
        INSERT INTO order_lines (location_id, order_id, line_no, product_id, name, size, unit, unit_quantity, quantity, unit_price_minor, line_total_minor)
          SELECT shop, id, line, ('00000000-0000-7000-8000-' || lpad((1 + (n * 7 + line * 33333) % 100000)::text, 12, '0'))::uuid, 'Oak Barrel Small Batch Bourbon Whiskey No 451', '750 ml', 'bottle', 1, 1, 3000, 3000
          FROM past, generate_series(1, 3) AS line;
        INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, created_at)
          SELECT shop, id, id, 'cash', 'captured', 10700, 100000, 89300, at FROM past;
        INSERT INTO audit_entries (id, at, location_id, actor_id, action, subject_id, data)
          SELECT id, at, shop, id, 'order.completed', id, jsonb_build_object('orderId', id, 'number', n, 'totalMinor', 10700, 'currency', 'USD', 'training', false) FROM past;
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, order_id, actor_id, at)
          SELECT shop, (lpad(n::text, 12, '0') || '7000800' || line || '000000000000')::uuid, ('00000000-0000-7000-8000-' || lpad((1 + (n * 7 + line * 33333) % 100000)::text, 12, '0'))::uuid, -1, 'sale', id, id, at
          FROM past, generate_series(1, 3) AS line;
        DROP TABLE past;
        RESET session_replication_role
        """;

    /// <summary>Fills up to so many stored orders, then lets the server settle.</summary>
    public static async Task FillAsync(NpgsqlDataSource database, int orders)
    {
        await using var connection = await database.OpenConnectionAsync();
        for (var from = 1; from <= orders; from += Chunk)
        {
            foreach (var sql in Rows.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                await ExecuteAsync(connection, sql.Replace("$1", Text(from), StringComparison.Ordinal).Replace("$2", Text(Math.Min(from + Chunk - 1, orders)), StringComparison.Ordinal));
        }

        await ExecuteAsync(connection, "VACUUM ANALYZE");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only the constants and numbers of this class get here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
