using System.Buffers.Binary;
using System.Text;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>The statement behind a list of orders: newest first, by keys alone, no more rows read than shown.</summary>
internal static class OrderQuery
{
    private const string Columns =
        "o.id, o.number, o.status, o.location_id, o.register_id, o.training, o.label, o.currency, o.business_day, o.created_at, o.total_minor, o.due_minor, o.kind, o.table_id";

    private static readonly HashSet<string> Statuses = [.. Enum.GetValues<OrderStatus>().Select(status => EnumText.Of(status))];

    private static readonly long LastMillisecond = (long)(DateTime.MaxValue - DateTime.UnixEpoch).TotalMilliseconds;

    public static bool IsStatus(string word) => Statuses.Contains(word);

    /// <param name="shops">Where to look; null means everywhere.</param>
    public static NpgsqlCommand Of(OrderFilter filter, Guid[]? shops, NpgsqlDataSource database)
    {
        var where = new StringBuilder();
        List<NpgsqlParameter> values = [];
        void Narrow(string condition, NpgsqlParameter value)
        {
            values.Add(value);
            where.Append(" AND ").Append(condition).Append(" $").Append(values.Count);
        }

        // Ids begin with the millisecond of their time, so within a shop the key alone is the order of time, its bounds and the cursor.
        if (filter.From is { } from)
            Narrow("o.id >=", SqlValue.Of(FirstId(from)));
        if (filter.To is { } to)
            Narrow("o.id <", SqlValue.Of(FirstId(to)));
        if (filter.After is { } after)
            Narrow("o.id <", SqlValue.Of(after));
        if (filter.Status is { } status)
            Narrow("o.status =", SqlValue.Of(status));
        if (filter.BusinessDay is { } day)
            Narrow("o.business_day =", SqlValue.Of(day));
        if (filter.Number is { } number)
            Narrow("o.number =", SqlValue.Of(number));
        if (filter.AmountMinor is { } amount)
        {
            values.Add(SqlValue.Of(amount));
            where.Append(" AND $").Append(values.Count).Append(" IN (o.total_minor, o.due_minor)");
        }

        if (filter.Register is { } register)
            Narrow("o.register_id =", SqlValue.Of(register));
        if (filter.Training is { } training)
            Narrow("o.training =", SqlValue.Of(training));
        if (shops is null)
            BoundByTime(filter, Narrow);
        values.Add(SqlValue.Of(filter.Limit + 1));
        var limit = values.Count;
        if (shops is not null)
            values.Add(shops is [var only] ? SqlValue.Of(only) : SqlValue.Of(shops));
        var command = database.CreateCommand(Text(shops, where.ToString(), limit));
        foreach (var value in values)
            command.Parameters.Add(value);
        return command;
    }

    public static OrderSummary Read(NpgsqlDataReader reader, CatalogView view)
    {
        var training = reader.GetBoolean(5);
        return new(
            reader.GetGuid(0), OrderBodies.Number(reader.GetInt32(1), training), reader.GetString(2), view.CodeOf(reader.GetGuid(3)),
            reader.IsDBNull(4) ? null : reader.GetGuid(4), training, reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetString(12),
            reader.IsDBNull(13) ? null : reader.GetGuid(13), reader.GetString(7),
            reader.GetFieldValue<DateOnly>(8), reader.GetDateTime(9), reader.GetInt64(10), reader.GetInt64(11));
    }

    // Over every shop there is an index by time and none by id: the same bounds again, for it.
    private static void BoundByTime(OrderFilter filter, Action<string, NpgsqlParameter> narrow)
    {
        if (filter.From is { } from)
            narrow("o.created_at >=", SqlValue.Of(from.UtcDateTime));
        if (filter.To is { } to)
            narrow("o.created_at <", SqlValue.Of(to.UtcDateTime));
        if (filter.After is { } after)
            narrow("o.created_at <=", SqlValue.Of(TimeOf(after)));
    }

    private static string Text(Guid[]? shops, string where, int limit) => shops switch
    {
        null => $"SELECT {Columns} FROM orders o WHERE true{where} ORDER BY o.created_at DESC, o.id DESC LIMIT ${limit}",
        [_] => $"SELECT {Columns} FROM orders o WHERE o.location_id = ${limit + 1}{where} ORDER BY o.id DESC LIMIT ${limit}",
        // The newest of each shop by its own key, and of those the newest.
        _ => $"""
              SELECT o.* FROM unnest(${limit + 1}) AS s (id)
              CROSS JOIN LATERAL (SELECT {Columns} FROM orders o WHERE o.location_id = s.id{where} ORDER BY o.id DESC LIMIT ${limit}) AS o
              ORDER BY o.id DESC LIMIT ${limit}
              """,
    };

    private static string CodeOf(this CatalogView view, Guid shop)
    {
        foreach (var (code, known) in view.Shops)
        {
            if (known.Id == shop)
                return code;
        }

        throw new InvalidOperationException($"Orders of location {shop} are there and the location is not.");
    }

    /// <summary>The lowest UUIDv7 of a time (RFC 9562, 5.7: 48 bits of milliseconds since 1970 come first).</summary>
    private static Guid FirstId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        // A part of a millisecond counts up: what began in that millisecond began before.
        var milliseconds = Math.Clamp((long)Math.Ceiling((at - DateTimeOffset.UnixEpoch).TotalMilliseconds), 0, LastMillisecond);
        BinaryPrimitives.WriteInt64BigEndian(bytes, milliseconds << 16);
        return new(bytes, bigEndian: true);
    }

    private static DateTime TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16 & 0xFFFF_FFFF_FFFF;
        return milliseconds < LastMillisecond ? DateTime.UnixEpoch.AddMilliseconds(milliseconds) : DateTime.MaxValue;
    }
}
