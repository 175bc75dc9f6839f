using System.Globalization;
using System.Text.RegularExpressions;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Orders;

/// <summary>What a round of pgbench came to.</summary>
internal sealed record PgBenchResult(double PerSecond, long Transactions, double[] Milliseconds);

/// <summary>Bare SQL: the rows of one sale of three lines, one set-based statement a table, by pgbench with prepared statements.</summary>
internal sealed partial class PgBench
{
    /// <summary>BEGIN, eight statements, COMMIT.</summary>
    public const int RoundTrips = 10;

    // Ids rise as UUIDv7 do, so that indexes grow at their end; products are locked in ascending id.
    private const string Script =
        """
        \set n :n + 1
        \set shop random(1, 10)
        \set p1 random(1, 33333)
        \set p2 random(33334, 66666)
        \set p3 random(66667, 99999)
        BEGIN;
        INSERT INTO idempotency_records (location_id, key, request_hash, status, resource, response, created_at)
          VALUES (SHOP, 'bare-' || lpad(:n::text, 12, '0') || '-' || lpad(:client_id::text, 3, '0'), decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'), 201,
                  '/api/v1/orders/' || ID0::text, 'RESPONSE', now());
        INSERT INTO orders (location_id, id, number, business_day, status, currency, created_at, completed_at, created_by, register_id, training,
                            subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor, taxes, tax_included_minor)
          VALUES (SHOP, ID0, :n::int, date '2001-01-01' + :client_id::int, 'completed', 'USD', now(), now(), ID0, NULL, false,
                  10000, 0, 700, 10700, 0, 10700, '[{"name":"Sales tax","rate": 0.07, "amountMinor": 700, "included": false}]', 0);
        INSERT INTO order_lines (location_id, order_id, line_no, product_id, name, size, unit, unit_quantity, quantity, unit_price_minor, line_total_minor)
          SELECT SHOP, ID0, l.line_no, l.product_id, 'Oak Barrel Small Batch Bourbon Whiskey No 451', '750 ml', 'bottle', 1, 1, 3000, 3000
          FROM unnest(ARRAY[P1, P2, P3]) WITH ORDINALITY AS l (product_id, line_no);
        INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, created_at)
          VALUES (SHOP, ID0, ID1, 'cash', 'captured', 10700, 100000, 89300, now());
        INSERT INTO audit_entries (id, at, location_id, actor_id, action, subject_id, data)
          VALUES (ID1, now(), SHOP, ID0, 'order.completed', ID0, 'FACTS');
        INSERT INTO outbox_messages (id, location_id, topic, payload, created_at) VALUES (ID1, SHOP, 'order.completed', 'FACTS', now());
        UPDATE stock_levels SET on_hand = on_hand - 1 WHERE location_id = SHOP AND product_id = ANY (ARRAY[P1, P2, P3]);
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, order_id, actor_id, at)
          SELECT SHOP, m.id, m.product_id, -1, 'sale', ID0, ID0, now() FROM unnest(ARRAY[ID1, ID2, ID3], ARRAY[P1, P2, P3]) AS m (id, product_id);
        COMMIT;
        """;

    private readonly PrivateShop shop;
    private readonly string folder;
    private readonly string script;
    private int round;

    /// <param name="response">The answer that a real sale stored, so that this one stores as much.</param>
    public PgBench(PrivateShop shop, string folder, string response)
    {
        (this.shop, this.folder) = (shop, folder);
        script = Path.Combine(folder, "sale.sql");
        File.WriteAllText(script, Filled(response));
    }

    public async Task<PgBenchResult> RunAsync(int clients, TimeSpan time, CancellationToken cancellation)
    {
        var log = Path.Combine(folder, $"round-{++round}");
        var output = await ChildProcess.RunAsync(
            new Dictionary<string, string> { ["PGPASSWORD"] = shop.Postgres.Password }, cancellation,
            Binary(), "-h", "127.0.0.1", "-p", Text(shop.Postgres.Port), "-U", "postgres", "-n", "-M", "prepared", "-f", script, "-c", Text(clients), "-j", "2",
            "-T", Text((int)time.TotalSeconds), "-D", $"n={round * 10_000_000L}", "--log", $"--log-prefix={log}", "posdb");
        var done = Processed().Match(output);
        var rate = Rate().Match(output);
        if (!done.Success || !rate.Success || !output.Contains("number of failed transactions: 0 ", StringComparison.Ordinal))
            throw new StepFailedException($"pgbench did not do its work: {output}");
        return new(double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(done.Groups[1].Value, CultureInfo.InvariantCulture), Times(log));
    }

    // The third column of pgbench's log is the time of one transaction in microseconds.
    private static double[] Times(string log)
    {
        var files = Directory.GetFiles(Path.GetDirectoryName(log)!, Path.GetFileName(log) + ".*");
        double[] times = [.. files.SelectMany(File.ReadLines).Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1_000)];
        foreach (var file in files)
            File.Delete(file);
        return times;
    }

    private static string Filled(string response)
    {
        var text = Script.Replace("SHOP", "('00000000-0000-7000-8000-00000000' || (1000 + :shop::int)::text)::uuid", StringComparison.Ordinal);
        for (var id = 0; id <= 3; id++)
            text = text.Replace($"ID{id}", $"(lpad(:n::text, 12, '0') || '7' || lpad(:client_id::text, 3, '0') || '800{id}000000000000')::uuid", StringComparison.Ordinal);
        for (var product = 1; product <= 3; product++)
            text = text.Replace($"P{product}", $"('00000000-0000-7000-8000-' || lpad(:p{product}::text, 12, '0'))::uuid", StringComparison.Ordinal);
        // pgbench takes a colon before a letter for a variable, inside quotes too; a jsonb column does not keep the blank that prevents it.
        return text
            .Replace("FACTS", """{"orderId": "0198c0de-0000-7000-8000-000000000000", "number": 12345, "totalMinor": 10700, "currency": "USD", "training": false}""", StringComparison.Ordinal)
            .Replace("RESPONSE", response.Replace("'", "''", StringComparison.Ordinal).Replace(':', ';'), StringComparison.Ordinal);
    }

    private static string Binary() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin", "pgbench")).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new StepFailedException("pgbench is not installed: it comes with the Debian package postgresql (postgresql-15).");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"number of transactions actually processed: (\d+)")]
    private static partial Regex Processed();

    [GeneratedRegex(@"tps = ([\d.]+) \(without initial connection time\)")]
    private static partial Regex Rate();
}
