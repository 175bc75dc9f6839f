using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments.Offline;

/// <param name="AmountMinor">Tip included.</param>
/// <param name="Status"><c>queued</c> while the provider is silent, then <c>unknown</c>, <c>authorized</c> and so on until it is certain.</param>
/// <param name="AcceptedAt">When the goods went.</param>
/// <param name="NextTryAt">When it is tried again; null when nothing more is tried by itself.</param>
/// <param name="ApprovedBy">Who let it go above the limits; null when it was within them.</param>
public sealed record QueuedPayment(
    Guid Id, Guid OrderId, string Number, string Provider, string Status, long AmountMinor, string Currency, DateTime AcceptedAt, int Tries, DateTime? NextTryAt, string? ApprovedBy);

/// <param name="Count">All that wait, also those that are not listed.</param>
/// <param name="OldestAt">Null when nothing waits.</param>
/// <param name="MaxItemMinor">Above it a manager approves; so above <paramref name="MaxTotalMinor"/> for all, and when the oldest waits too long.</param>
public sealed record PaymentQueueBody(
    string Location, string Currency, int Count, long TotalMinor, DateTime? OldestAt, long MaxItemMinor, long MaxTotalMinor, int MaxAgeHours, IReadOnlyList<QueuedPayment> Items);

/// <summary>What a shop has sold without its provider's answer, the oldest first: the order in which it is settled.</summary>
internal static class QueuedPayments
{
    private const string List =
        $"""
        SELECT p.id, p.order_id, o.number, p.provider, p.status, p.amount_minor + p.tip_minor, o.currency, p.accepted_at, p.reads, p.next_read_at, u.name
        FROM payments p JOIN orders o ON o.location_id = p.location_id AND o.id = p.order_id LEFT JOIN users u ON u.id = p.approved_by
        WHERE p.location_id = $1 AND {WaitingPayments.Waits} ORDER BY p.accepted_at, p.id LIMIT $2
        """;

    public static async Task<Results<Ok<PaymentQueueBody>, PosProblem>> HandleAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation, int limit = Paging.MaxLimit)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        var (limits, waiting) = await WaitingPayments.ReadAsync(database, shop.Id, shop.Currency, cancellation);
        await using var command = database.CreateCommand(List);
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Of(limit));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<QueuedPayment> items = [];
        while (await row.ReadAsync(cancellation))
        {
            items.Add(new(
                row.GetGuid(0), row.GetGuid(1), $"{row.GetInt32(2)}", row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetString(6), row.GetDateTime(7),
                row.GetInt16(8), row.GetValue(9) as DateTime?, row.GetValue(10) as string));
        }

        return TypedResults.Ok(new PaymentQueueBody(
            shop.Code, shop.Currency.Code, waiting.Count, waiting.TotalMinor, waiting.Oldest, limits.MaxItemMinor, limits.MaxTotalMinor, (int)limits.MaxAge.TotalHours, items));
    }
}
