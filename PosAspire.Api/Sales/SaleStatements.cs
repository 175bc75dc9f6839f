using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>The statements of a sale, one a table, in the order in which they must run.</summary>
internal static class SaleStatements
{
    // First: a second request with the same key waits here, before it has touched anything else.
    private const string Key =
        "INSERT INTO idempotency_records (location_id, key, request_hash, status, resource, response, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private const string Order =
        """
        INSERT INTO orders (location_id, id, number, business_day, status, currency, created_at, completed_at, created_by,
                            subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor, taxes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    private const string Lines =
        """
        INSERT INTO order_lines (location_id, order_id, line_no, product_id, name, size, unit, unit_quantity, quantity, unit_price_minor, line_total_minor)
        SELECT $1, $2, l.line_no, l.product_id, l.name, l.size, l.unit, l.unit_quantity, l.quantity, l.price, l.price * l.quantity
        FROM unnest($3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS l (product_id, name, size, unit, unit_quantity, quantity, price, line_no)
        """;

    private const string Payments =
        """
        INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, created_at)
        SELECT $1, $2, p.id, $3, $4, p.tendered - p.change, p.tendered, p.change, $5 FROM unnest($6, $7, $8) AS p (id, tendered, change)
        """;

    private const string Audit =
        """
        INSERT INTO audit_entries (id, at, location_id, actor_id, action, subject_id, data)
        VALUES ($1, $2, $3, $4, 'order.completed', $5, jsonb_build_object('number', $6, 'totalMinor', $7, 'currency', $8))
        """;

    // Last, because hot rows are held until the commit; locked in ascending id, so that no two sales wait for each other
    // in a circle. There is no guard here: the table's CHECK refuses what is not there and undoes the whole sale.
    private const string Stock =
        """
        WITH taken AS (SELECT * FROM unnest($2, $3) AS t (product_id, quantity)),
        locked AS (
          SELECT s.product_id FROM stock_levels s JOIN taken t ON t.product_id = s.product_id
          WHERE s.location_id = $1 ORDER BY s.product_id FOR NO KEY UPDATE OF s)
        UPDATE stock_levels s SET on_hand = s.on_hand - t.quantity
        FROM taken t JOIN locked ON locked.product_id = t.product_id
        WHERE s.location_id = $1 AND s.product_id = t.product_id
        """;

    private const string Movements =
        """
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, order_id, actor_id, at)
        SELECT $1, m.id, m.product_id, -m.quantity, $2, $3, $4, $5 FROM unnest($6, $7, $8) AS m (id, product_id, quantity)
        """;

    private static readonly string Completed = EnumText.Of(OrderStatus.Completed);
    private static readonly string Cash = EnumText.Of(TenderType.Cash);
    private static readonly string Captured = EnumText.Of(PaymentStatus.Captured);
    private static readonly string SaleReason = EnumText.Of(MovementReason.Sale);

    public static void Add(NpgsqlBatch batch, Sale sale, IdempotentRequest key)
    {
        var location = sale.Basket.Shop.Id;
        var lines = sale.Basket.Lines;
        var totals = sale.Basket.Totals;
        batch.BatchCommands.Add(Command(
            Key, Of(location), Of(key.Key), Of(key.RequestHash), Of((short)sale.Answer.Status), Of(sale.Answer.Resource!), Utf8(sale.Answer.Body), Of(sale.At)));
        batch.BatchCommands.Add(Command(
            Order, Of(location), Of(sale.Id), Of(sale.Number), Of(sale.BusinessDay), Of(Completed), Of(totals.Total.Currency.Code), Of(sale.At), Of(sale.ActorId),
            Of(totals.Net.Minor), Of(totals.Service.Minor), Of(totals.Tax.Minor), Of(totals.Total.Minor), Of(totals.CashRounding.Minor), Of(totals.DueInCash.Minor),
            new NpgsqlParameter<string> { TypedValue = sale.Taxes, NpgsqlDbType = NpgsqlDbType.Jsonb }));
        batch.BatchCommands.Add(Command(
            Lines, Of(location), Of(sale.Id), Each(lines, line => line.ProductId), Each(lines, line => line.Name), Each(lines, line => line.Size),
            Each(lines, line => EnumText.Of(line.Unit)), Each(lines, line => line.UnitQuantity), Each(lines, line => line.Quantity), Each(lines, line => line.UnitPriceMinor)));
        batch.BatchCommands.Add(Command(
            Payments, Of(location), Of(sale.Id), Of(Cash), Of(Captured), Of(sale.At),
            Each(sale.Paid, _ => Guid.CreateVersion7(sale.At)), Each(sale.Paid, paid => paid.TenderedMinor), Each(sale.Paid, paid => paid.ChangeMinor)));
        batch.BatchCommands.Add(Command(
            Audit, Of(Guid.CreateVersion7(sale.At)), Of(sale.At), Of(location), Of(sale.ActorId), Of(sale.Id),
            Of(sale.Number), Of(totals.Total.Minor), Of(totals.Total.Currency.Code)));
        AddStock(batch, sale, location);
    }

    private static void AddStock(NpgsqlBatch batch, Sale sale, Guid location)
    {
        var stock = sale.Basket.Stock();
        if (stock.Length == 0)
            return;
        batch.BatchCommands.Add(Command(Stock, Of(location), Each(stock, taken => taken.ProductId), Each(stock, taken => taken.Quantity)));
        batch.BatchCommands.Add(Command(
            Movements, Of(location), Of(SaleReason), Of(sale.Id), Of(sale.ActorId), Of(sale.At),
            Each(stock, _ => Guid.CreateVersion7(sale.At)), Each(stock, taken => taken.ProductId), Each(stock, taken => taken.Quantity)));
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // Only the constants of this class get here.
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<byte[]> Utf8(ReadOnlyMemory<byte> text) => new() { TypedValue = text.ToArray(), NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<T[]> Each<TItem, T>(IReadOnlyList<TItem> items, Func<TItem, T> value)
    {
        var values = new T[items.Count];
        for (var position = 0; position < values.Length; position++)
            values[position] = value(items[position]);
        return Of(values);
    }
}
