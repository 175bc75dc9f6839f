using System.Globalization;
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
               o.total_minor, o.cash_rounding_minor, o.due_minor, p.tendered, p.change
        FROM locations l
        JOIN orders o ON o.location_id = l.id AND o.id = $1
        CROSS JOIN LATERAL (
          SELECT COALESCE(sum(tendered_minor), 0)::bigint AS tendered, COALESCE(sum(change_minor), 0)::bigint AS change
          FROM payments WHERE location_id = o.location_id AND order_id = o.id) AS p
        """;

    private const string FindLines =
        """
        SELECT n.product_id, n.name, n.size, n.quantity, n.unit_price_minor, n.line_total_minor
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
            lines.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5)));
        return order;
    }

    private static OrderBody Order(NpgsqlDataReader reader, List<LineBody> lines, JsonSerializerOptions json) => new(
        reader.GetGuid(0), reader.GetInt32(1).ToString(CultureInfo.InvariantCulture), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetFieldValue<DateOnly>(5), reader.GetDateTime(6), lines, reader.GetInt64(7),
        JsonSerializer.Deserialize<List<TaxBody>>(reader.GetString(8), json) ?? [],
        reader.GetInt64(9), reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12), reader.GetInt64(13), reader.GetInt64(14));
}
