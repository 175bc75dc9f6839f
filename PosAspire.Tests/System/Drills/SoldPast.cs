using System.Globalization;
using Npgsql;
using PosAspire.Workers.Audit;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>
/// Years of sales of the demo's liquor shop, written in bulk with every rule of the database on: an order, three lines, a payment, a
/// line of the journal and three movements of stock each, and the journal sealed over them.
/// </summary>
internal sealed class SoldPast(string database)
{
    /// <summary>Orders of one transaction; the journal never splits one, so that this is the length of a sealed block.</summary>
    private const int Chunk = 25_000;

    private const string Prepare =
        """
        CREATE TEMP TABLE shelf AS
          SELECT row_number() OVER (ORDER BY s.product_id) - 1 AS place, s.product_id FROM stock_levels s JOIN locations l ON l.id = s.location_id WHERE l.code = 'LIQ1'
        """;

    private const string Rows =
        """
        CREATE TEMP TABLE past ON COMMIT DROP AS
          SELECT n, l.id AS shop, l.currency, (lpad(n::text, 12, '0') || '70008000000000000000')::uuid AS id, timestamptz '2020-01-01' + n * interval '2 minutes' AS at
          FROM generate_series($1, $2) AS n, locations l WHERE l.code = 'LIQ1';
        INSERT INTO orders (location_id, id, number, business_day, status, currency, created_at, completed_at, created_by, subtotal_minor, service_minor, tax_minor,
                            total_minor, cash_rounding_minor, due_minor, taxes)
          SELECT shop, id, n, at::date, 'completed', currency, at, at, id, 9000, 0, 630, 9630, 0, 9630,
                 '[{"name": "Sales tax", "rate": 0.07, "amountMinor": 630, "included": false}]' FROM past;
        INSERT INTO order_lines (location_id, order_id, line_no, product_id, name, size, unit, unit_quantity, quantity, unit_price_minor, line_total_minor)
          SELECT shop, id, line, product_id, 'Oak Barrel Small Batch Bourbon Whiskey No 451', '750 ml', 'bottle', 1, 1, 3000, 3000
          FROM past CROSS JOIN generate_series(1, 3) AS line JOIN shelf ON place = (n * 7 + line * 333) % (SELECT count(*) FROM shelf);
        INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, created_at)
          SELECT shop, id, id, 'cash', 'captured', 9630, 10000, 370, at FROM past;
        INSERT INTO audit_entries (id, at, location_id, actor_id, action, subject_id, data)
          SELECT id, at, shop, id, 'order.completed', id, jsonb_build_object('orderId', id, 'number', n, 'totalMinor', 9630, 'currency', currency, 'training', false) FROM past;
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, order_id, actor_id, at)
          SELECT l.location_id, gen_random_uuid(), l.product_id, -1, 'sale', l.order_id, l.order_id, at FROM past JOIN order_lines l ON l.location_id = shop AND l.order_id = past.id
        """;

    /// <summary>Every row of every table that a sale writes, as one number that does not depend on their order.</summary>
    private const string Hash =
        """
        SELECT concat_ws(' ', (SELECT count(*) || ':' || sum(hashtextextended(o::text, 7)::numeric) FROM orders o), (SELECT count(*) || ':' || sum(hashtextextended(l::text, 7)::numeric) FROM order_lines l),
          (SELECT count(*) || ':' || sum(hashtextextended(p::text, 7)::numeric) FROM payments p), (SELECT count(*) || ':' || sum(hashtextextended(a::text, 7)::numeric) FROM audit_entries a),
          (SELECT count(*) || ':' || sum(hashtextextended(m::text, 7)::numeric) FROM stock_movements m), (SELECT count(*) || ':' || sum(hashtextextended(c::text, 7)::numeric) FROM audit_chain c))
        """;

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(database + ";Pooling=false;Command Timeout=1800");

    /// <summary>How many there are.</summary>
    public int Sold { get; private set; }

    /// <summary>Sells so many more.</summary>
    public async Task SellAsync(int orders)
    {
        await using var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, Prepare);
        for (var left = orders; left > 0; left -= Chunk)
        {
            var next = Math.Min(left, Chunk);
            await ExecuteAsync(connection, Rows.Replace("$1", Text(Sold + 1), StringComparison.Ordinal).Replace("$2", Text(Sold + next), StringComparison.Ordinal));
            Sold += next;
        }
    }

    /// <summary>Seals the journal to its end.</summary>
    public async Task SealAsync()
    {
        var sealer = new AuditSealer(source, TimeProvider.System);
        while (await sealer.SealAsync(CancellationToken.None) is { IsFull: true })
        {
            // One block after another.
        }
    }

    /// <summary>What the tables of a sale hold.</summary>
    public static async Task<string> HashAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=1800");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Hash, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
