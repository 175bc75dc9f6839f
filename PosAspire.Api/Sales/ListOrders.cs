using System.Buffers.Binary;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record OrdersPage(IReadOnlyList<OrderSummary> Items, Guid? Next);

public sealed record OrderSummary(
    Guid Id, string Number, string Status, string Location, string Currency, DateOnly BusinessDay, DateTime CreatedAt, long TotalMinor, long DueMinor);

internal static class ListOrders
{
    private const int DefaultLimit = 10;
    public const int MaxLimit = 100;

    private static readonly long LastMillisecond = (long)(DateTime.MaxValue - DateTime.UnixEpoch).TotalMilliseconds;

    // An order's id begins with the millisecond of its time, so the last id of a page is the whole cursor.
    private const string Page =
        """
        SELECT o.id, o.number, o.status, l.code, o.currency, o.business_day, o.created_at, o.total_minor, o.due_minor
        FROM orders o JOIN locations l ON l.id = o.location_id
        WHERE ($2::uuid IS NULL OR (o.created_at, o.id) < ($1, $2))
        ORDER BY o.created_at DESC, o.id DESC
        LIMIT $3
        """;

    public static async Task<Results<Ok<OrdersPage>, PosProblem>> HandleAsync(
        NpgsqlDataSource database, CancellationToken cancellation, int limit = DefaultLimit, Guid? after = null)
    {
        if (limit is < 1 or > MaxLimit)
            return SalesErrors.InvalidLimit(MaxLimit).AsProblem();
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = after is { } id ? TimeOf(id) : DateTime.UnixEpoch });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = after, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit + 1 });
        List<OrderSummary> orders = [];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            orders.Add(Summary(reader));
        var more = orders.Count > limit;
        return TypedResults.Ok(more ? new OrdersPage(orders[..limit], orders[limit - 1].Id) : new OrdersPage(orders, null));
    }

    private static OrderSummary Summary(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetInt32(1).ToString(CultureInfo.InvariantCulture), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        reader.GetFieldValue<DateOnly>(5), reader.GetDateTime(6), reader.GetInt64(7), reader.GetInt64(8));

    /// <summary>The first 48 bits of a UUIDv7 are milliseconds since 1970 (RFC 9562, 5.7), which reach beyond the last <see cref="DateTime"/>.</summary>
    private static DateTime TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16 & 0xFFFF_FFFF_FFFF;
        return milliseconds < LastMillisecond ? DateTime.UnixEpoch.AddMilliseconds(milliseconds) : DateTime.MaxValue;
    }
}
