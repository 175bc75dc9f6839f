using System.Text.Json;
using Npgsql;

namespace PosAspire.Api.Sales;

/// <summary>Reads orders back as they were sold.</summary>
internal sealed class StoredOrders(NpgsqlDataSource database)
{
    // Order ids carry no location, so every location's part of the key is probed: one index look-up a shop.
    private const string FindOrder =
        """
        SELECT o.id, o.number, o.status, l.code, o.currency, o.business_day, o.created_at, o.subtotal_minor, o.taxes::text, o.service_minor,
               o.total_minor, o.cash_rounding_minor, o.due_minor, p.tendered, p.change, o.register_id, o.training
        FROM locations l
        JOIN orders o ON o.location_id = l.id AND o.id = $1
        CROSS JOIN LATERAL (
          SELECT COALESCE(sum(tendered_minor), 0)::bigint AS tendered, COALESCE(sum(change_minor), 0)::bigint AS change
          FROM payments WHERE location_id = o.location_id AND order_id = o.id) AS p
        """;

    private const string FindLines =
        """
        SELECT n.product_id, n.name, n.size, n.unit, n.unit_quantity, n.quantity, n.unit_price_minor, n.modifiers::text, n.discount_minor, n.line_total_minor
        FROM locations l JOIN order_lines n ON n.location_id = l.id AND n.order_id = $1
        ORDER BY n.line_no
        """;

    public async Task<OrderBody?> FindAsync(Guid id, JsonSerializerOptions json, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(FindOrder) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } });
        batch.BatchCommands.Add(new(FindLines) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return null;

        List<LineBody> lines = [];
        var order = Order(reader, lines, json);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            lines.Add(Line(reader, json));
        return order;
    }

    private static LineBody Line(NpgsqlDataReader reader, JsonSerializerOptions json) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt64(6),
        reader.IsDBNull(7) ? [] : JsonSerializer.Deserialize<List<ChosenModifier>>(reader.GetString(7), json) ?? [], reader.GetInt64(8), reader.GetInt64(9));

    private static OrderBody Order(NpgsqlDataReader reader, List<LineBody> lines, JsonSerializerOptions json) => new(
        reader.GetGuid(0), OrderBodies.Number(reader.GetInt32(1), reader.GetBoolean(16)), reader.GetString(2), reader.GetString(3),
        reader.IsDBNull(15) ? null : reader.GetGuid(15), reader.GetBoolean(16), reader.GetString(4),
        reader.GetFieldValue<DateOnly>(5), reader.GetDateTime(6), lines, reader.GetInt64(7),
        JsonSerializer.Deserialize<List<TaxBody>>(reader.GetString(8), json) ?? [],
        reader.GetInt64(9), reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12), reader.GetInt64(13), reader.GetInt64(14), [], ReceiptLinks.Of(reader.GetGuid(0)));
}
