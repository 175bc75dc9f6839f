using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;

namespace PosAspire.Api.Dining.Tables;

/// <summary>Reads tables with what is going on at them. Nothing of it is stored: it follows from the order and its tickets.</summary>
internal static class TableStates
{
    private const string Select =
        """
        SELECT t.id, t.name, t.area, t.seats, t.shape, t.x, t.y, t.version,
               o.id, CASE WHEN o.training THEN 'T' ELSE '' END || o.number, o.guests, o.total_minor,
               CASE WHEN o.id IS NULL THEN 'free' WHEN o.bill_at IS NOT NULL THEN 'bill' WHEN k.waiting THEN 'waiting' WHEN k.oldest IS NOT NULL THEN 'ordered'
                    WHEN l.sent_at IS NOT NULL THEN 'served' ELSE 'seated' END,
               COALESCE(o.bill_at, k.oldest, k.finished, l.sent_at, o.created_at)
        FROM dining_tables t
        LEFT JOIN orders o ON o.location_id = t.location_id AND o.table_id = t.id AND o.status IN ('open', 'awaiting_payment')
        LEFT JOIN LATERAL (
          SELECT min(k.sent_at) FILTER (WHERE k.bumped_at IS NULL) AS oldest, max(k.bumped_at) AS finished,
                 bool_or(k.bumped_at IS NULL AND k.sent_at <= $2 - make_interval(mins => s.warn)) AS waiting
          FROM kitchen_tickets k LEFT JOIN unnest($3, $4) AS s (code, warn) ON s.code = k.station
          WHERE k.location_id = o.location_id AND k.order_id = o.id AND EXISTS (
            SELECT FROM kitchen_ticket_lines d WHERE d.location_id = k.location_id AND d.ticket_id = k.id AND d.voided_at IS NULL)) AS k ON true
        LEFT JOIN LATERAL (
          SELECT max(d.sent_at) AS sent_at FROM order_lines d WHERE d.location_id = o.location_id AND d.order_id = o.id AND d.removed_at IS NULL) AS l ON true
        WHERE t.location_id = $1 AND t.removed_at IS NULL
        ORDER BY t.area, t.y, t.x
        """;

    public static async Task<List<TableBody>> ReadAsync(NpgsqlDataSource database, CatalogShop shop, DateTime now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Select);
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Of(now));
        command.Parameters.Add(Sql.Each(shop.Stations, station => station.Code));
        command.Parameters.Add(Sql.Each(shop.Stations, station => (int)station.WarnMinutes));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<TableBody> tables = [];
        while (await row.ReadAsync(cancellation))
            tables.Add(Read(row));
        return tables;
    }

    private static TableBody Read(NpgsqlDataReader row)
    {
        var taken = !row.IsDBNull(8);
        return new(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt16(3), row.GetString(4), row.GetInt16(5), row.GetInt16(6), row.GetInt32(7),
            row.GetString(12), taken ? row.GetDateTime(13) : null, taken ? row.GetGuid(8) : null, taken ? row.GetString(9) : null,
            row.IsDBNull(10) ? null : row.GetInt16(10), taken ? row.GetInt64(11) : null);
    }
}
