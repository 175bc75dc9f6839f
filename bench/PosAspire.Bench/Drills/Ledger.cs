using Npgsql;

namespace PosAspire.Bench.Drills;

/// <summary>What the database says was sold, held against what tills were told.</summary>
internal static class Ledger
{
    // A sale writes these together or not at all, so every kind of row tells the same story.
    private const string Count =
        """
        SELECT (SELECT count(*) FROM orders),
               (SELECT count(DISTINCT order_id) FROM payments),
               (SELECT count(DISTINCT order_id) FROM stock_movements WHERE reason = 'sale'),
               (SELECT count(*) FROM audit_entries WHERE action = 'order.completed'),
               (SELECT count(*) FROM idempotency_records),
               (SELECT count(*) FROM outbox_messages WHERE topic = 'order.completed'),
               (SELECT COALESCE(sum(due_minor), 0) FROM orders)::bigint - (SELECT COALESCE(sum(amount_minor), 0) FROM payments)::bigint,
               (SELECT count(*) FROM stock_levels s WHERE on_hand <> (
                  SELECT COALESCE(sum(quantity), 0) FROM stock_movements m WHERE m.location_id = s.location_id AND m.product_id = s.product_id)),
               (SELECT COALESCE(sum(quantity), 0)::bigint FROM order_lines) + (SELECT COALESCE(sum(quantity), 0)::bigint FROM stock_movements WHERE reason = 'sale')
        """;

    /// <summary>Every sold order of <paramref name="sales"/> is stored once with all its rows, and nothing else is.</summary>
    public static async Task JudgeAsync(DrillRun drill, IReadOnlyCollection<Sale> sales)
    {
        var report = drill.Report;
        var sold = sales.Where(sale => sale.Answer is { IsSold: true }).Select(sale => sale.Answer!.OrderId).ToArray();
        var acknowledged = sales.Where(sale => sale.FirstAnswer is { IsSold: true }).ToList();
        report.Add("orders", sold.Length);
        report.Add("acknowledged", acknowledged.Count);
        report.Holds(sold.Distinct().Count() == sold.Length, "two keys never share an order");
        report.Holds(acknowledged.All(sale => sale.FirstAnswer == sale.Answer), "a replayed key answers what it answered first, byte for byte");
        var lost = sold.Length - await StoredAsync(drill.Shop.Database, sold);
        report.Add("lost", lost);
        report.Holds(lost == 0, "no acknowledged order is lost");

        await using var command = drill.Shop.Database.CreateCommand(Count);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var stored = reader.GetInt64(0);
        report.Add("doubled", stored - sold.Length);
        report.Holds(stored == sold.Length, $"every order in the database was told to a till ({stored} stored, {sold.Length} told)");
        foreach (var (column, rows) in new[] { (1, "payments"), (2, "stock movements"), (3, "audit entries"), (4, "idempotency records"), (5, "messages") })
            report.Holds(reader.GetInt64(column) == stored, $"every order has its {rows} ({reader.GetInt64(column)} of {stored})");
        report.Holds(reader.GetInt64(6) == 0, "payments add up to what was due");
        report.Holds(reader.GetInt64(7) == 0, $"movements add up to every stock level ({reader.GetInt64(7)} do not)");
        report.Holds(reader.GetInt64(8) == 0, "what left the shelf is what was sold");
    }

    private static async Task<long> StoredAsync(NpgsqlDataSource database, Guid[] orders)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM orders WHERE id = ANY ($1)");
        command.Parameters.Add(new() { Value = orders });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
