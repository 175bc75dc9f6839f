using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>A shop's business day so far; training is not counted.</summary>
/// <param name="Sales">Orders that were paid, those of which something came back later too.</param>
/// <param name="TotalMinor">Of those, as they were sold: what came back is told by their refunds.</param>
/// <param name="Open">Orders that are not paid yet.</param>
/// <param name="Voided">Orders that were undone.</param>
public sealed record DaySummaryBody(string Location, DateOnly BusinessDay, string Currency, int Sales, long TotalMinor, int Open, int Voided, long VoidedMinor);

internal static class DaySummary
{
    // By the day's own index: one day of one shop.
    private const string Count =
        """
        SELECT count(*) FILTER (WHERE status IN ('completed', 'partially_refunded', 'refunded'))::int,
          coalesce(sum(total_minor) FILTER (WHERE status IN ('completed', 'partially_refunded', 'refunded')), 0)::bigint,
          count(*) FILTER (WHERE status IN ('draft', 'open', 'awaiting_payment'))::int,
          count(*) FILTER (WHERE status = 'voided')::int, coalesce(sum(total_minor) FILTER (WHERE status = 'voided'), 0)::bigint
        FROM orders WHERE location_id = $1 AND business_day = $2 AND NOT training
        """;

    /// <summary>Without a day it is the shop's day of now.</summary>
    public static async Task<Results<Ok<DaySummaryBody>, PosProblem>> HandleAsync(
        string location, CatalogSnapshot catalog, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation, DateOnly? businessDay = null)
    {
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        var day = businessDay ?? BusinessDay.Of(clock.GetUtcNow().UtcDateTime, shop.TimeZone, shop.DayCutover);
        await using var command = database.CreateCommand(Count);
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Of(day));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return TypedResults.Ok(new DaySummaryBody(
            shop.Code, day, shop.Currency.Code, row.GetInt32(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4)));
    }
}
