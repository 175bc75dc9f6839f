using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Outbox;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>The statements of a sale, one a table, in the order in which they must run.</summary>
internal static class SaleStatements
{
    // A basket priced from an older catalogue inserts no order, and its lines, which then have none, refuse the whole sale.
    private const string Order =
        """
        INSERT INTO orders (location_id, id, number, business_day, status, currency, created_at, completed_at, created_by, register_id, training,
                            subtotal_minor, service_minor, tax_minor, total_minor, cash_rounding_minor, due_minor, taxes, tax_included_minor, note, checkout_key, checkout_hash, cart_lines)
        SELECT $1, $2, $3, $4, $5, $6, $7, $21, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $22, $23, $24 FROM catalog_state WHERE version = $20
        """;

    private const string Lines =
        """
        INSERT INTO order_lines (location_id, order_id, line_no, product_id, name, size, unit, unit_quantity, quantity, unit_price_minor, line_total_minor, modifiers)
        SELECT $1, $2, l.line_no, l.product_id, l.name, l.size, l.unit, l.unit_quantity, l.quantity, l.price, l.price * l.quantity, l.modifiers
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY AS l (product_id, name, size, unit, unit_quantity, quantity, price, modifiers, line_no)
        """;

    private const string Payments =
        """
        INSERT INTO payments (location_id, order_id, id, type, status, amount_minor, tendered_minor, change_minor, captured_minor, created_at, created_by)
        SELECT $1, $2, p.id, $3, $4, p.tendered - p.change, p.tendered, p.change, p.tendered - p.change, $5, $9 FROM unnest($6, $7, $8) AS p (id, tendered, change)
        """;

    // Last, because hot rows are held until the commit; locked in ascending id, so that no two sales wait for each other
    // in a circle. The table's CHECK refuses what is not there and undoes the whole sale; so does a count that has become
    // null, because the answer, which is written already, says nothing of an item that has run short since it was made.
    private const string Stock =
        """
        WITH taken AS (SELECT * FROM unnest($2, $3, $4) AS t (product_id, quantity, believed_enough)),
        locked AS (
          SELECT s.product_id FROM stock_levels s JOIN taken t ON t.product_id = s.product_id
          WHERE s.location_id = $1 ORDER BY s.product_id FOR NO KEY UPDATE OF s)
        UPDATE stock_levels s SET on_hand = CASE WHEN t.believed_enough AND s.on_hand < t.quantity THEN NULL ELSE s.on_hand - t.quantity END
        FROM taken t JOIN locked ON locked.product_id = t.product_id
        WHERE s.location_id = $1 AND s.product_id = t.product_id
        """;

    private const string Movements =
        """
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, order_id, actor_id, at)
        SELECT $1, m.id, m.product_id, -m.quantity, $2, $3, $4, $5 FROM unnest($6, $7, $8) AS m (id, product_id, quantity)
        """;

    private static readonly string Completed = EnumText.Of(OrderStatus.Completed);
    private static readonly string Awaiting = EnumText.Of(OrderStatus.AwaitingPayment);
    private static readonly string Cash = EnumText.Of(TenderType.Cash);
    private static readonly string Captured = EnumText.Of(PaymentStatus.Captured);
    private static readonly string SaleReason = EnumText.Of(MovementReason.Sale);

    public static void Add(NpgsqlBatch batch, Sale sale, IdempotentRequest key)
    {
        var (shop, context, totals) = (sale.Basket.Shop, sale.Context, sale.Basket.Totals);
        var waits = context.Checkout;
        if (waits is null)
            batch.BatchCommands.Add(key.Record(sale.Answer, sale.At));
        if (context.Besides is { } besides)
            batch.BatchCommands.Add(besides(sale));
        batch.BatchCommands.Add(Sql.Command(
            Order, Sql.Of(shop.Id), Sql.Of(sale.Id), Sql.Of(sale.Number), Sql.Of(sale.BusinessDay), Sql.Of(waits is null ? Completed : Awaiting), Sql.Of(shop.Currency.Code), Sql.Of(sale.At), Sql.Of(context.ActorId),
            new NpgsqlParameter<Guid?> { TypedValue = context.RegisterId, NpgsqlDbType = NpgsqlDbType.Uuid }, Sql.Of(context.Training),
            Sql.Of(totals.Net.Minor), Sql.Of(totals.Service.Minor), Sql.Of(totals.Tax.Minor), Sql.Of(totals.Total.Minor),
            Sql.Of(waits is null ? totals.CashRounding.Minor : 0), Sql.Of(waits is null ? totals.DueInCash.Minor : totals.Total.Minor),
            new NpgsqlParameter<string> { TypedValue = sale.Taxes, NpgsqlDbType = NpgsqlDbType.Jsonb }, Sql.Of(totals.TaxIncluded.Minor), SqlValue.OfText(context.Note), Sql.Of(sale.Basket.CatalogVersion),
            SqlValue.Of(waits is null ? sale.At : (DateTime?)null), SqlValue.OfText(waits?.Key), Sql.Optional(waits?.Hash, NpgsqlDbType.Bytea),
            Sql.Optional(waits?.CartLines, NpgsqlDbType.Jsonb)));
        AddLines(batch, sale);
        AddMoney(batch, sale);
        AddStock(batch, sale);
    }

    private static void AddMoney(NpgsqlBatch batch, Sale sale)
    {
        var (shop, context, facts) = (sale.Basket.Shop, sale.Context, Facts(sale));
        if (context.Checkout is not null)
        {
            batch.BatchCommands.Add(AuditStatements.Entry(sale.At, shop.Id, context.ActorId, "order.awaits_payment", sale.Id, facts));
            return;
        }

        batch.BatchCommands.Add(Sql.Command(
            Payments, Sql.Of(shop.Id), Sql.Of(sale.Id), Sql.Of(Cash), Sql.Of(Captured), Sql.Of(sale.At),
            Sql.Each(sale.Paid, _ => Guid.CreateVersion7(sale.At)), Sql.Each(sale.Paid, paid => paid.TenderedMinor), Sql.Each(sale.Paid, paid => paid.ChangeMinor), Sql.Of(context.ActorId)));
        batch.BatchCommands.Add(AuditStatements.Entry(sale.At, shop.Id, context.ActorId, "order.completed", sale.Id, facts));
        batch.BatchCommands.Add(OutboxStatements.Message(sale.At, shop.Id, "order.completed", facts));
    }

    private static void AddLines(NpgsqlBatch batch, Sale sale)
    {
        var lines = sale.Basket.Lines;
        batch.BatchCommands.Add(Sql.Command(
            Lines, Sql.Of(sale.Basket.Shop.Id), Sql.Of(sale.Id), Sql.Each(lines, line => line.Product.Id), Sql.Each(lines, line => line.Product.Name), Sql.Each(lines, line => line.Size),
            Sql.Each(lines, line => EnumText.Of(line.Unit)), Sql.Each(lines, line => line.UnitQuantity), Sql.Each(lines, line => line.Quantity), Sql.Each(lines, line => line.UnitPriceMinor),
            new NpgsqlParameter<string?[]> { TypedValue = [.. lines.Select(Modifiers)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }));
    }

    private static void AddStock(NpgsqlBatch batch, Sale sale)
    {
        var stock = sale.Basket.Stock;
        if (stock.Length == 0 || sale.Context.Training)
            return;
        var location = sale.Basket.Shop.Id;
        batch.BatchCommands.Add(Sql.Command(
            Stock, Sql.Of(location), Sql.Each(stock, taken => taken.ProductId), Sql.Each(stock, taken => taken.Quantity), Sql.Each(stock, sale.Context.BelievesEnough)));
        batch.BatchCommands.Add(Sql.Command(
            Movements, Sql.Of(location), Sql.Of(SaleReason), Sql.Of(sale.Id), Sql.Of(sale.Context.ActorId), Sql.Of(sale.At),
            Sql.Each(stock, _ => Guid.CreateVersion7(sale.At)), Sql.Each(stock, taken => taken.ProductId), Sql.Each(stock, taken => taken.Quantity)));
    }

    /// <summary>What the journal and the outbox say of a sale: numbers and ids, so nothing needs escaping.</summary>
    private static string Facts(Sale sale) =>
        $$"""{"orderId":"{{sale.Id}}","number":{{sale.Number}},"totalMinor":{{sale.Basket.Totals.Total.Minor}},"currency":"{{sale.Basket.Shop.Currency.Code}}","training":{{(sale.Context.Training ? "true" : "false")}}}""";

    private static string? Modifiers(BasketLine line) => line.Modifiers.Count == 0 ? null : JsonSerializer.Serialize(line.Modifiers, JsonSerializerOptions.Web);
}
