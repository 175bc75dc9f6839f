using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Payments.Offline;

namespace PosAspire.Api.Monitoring;

/// <param name="OrdersPerHour">Completed in the last hour.</param>
/// <param name="Revenue">One line a currency: amounts of two currencies are not added.</param>
public sealed record BusinessBody(DateTime Timestamp, int OrdersPerHour, IReadOnlyList<RevenueBody> Revenue, PaymentsBody Payments);

/// <param name="RevenuePerHourMinor">Of the last hour.</param>
/// <param name="AverageOrderMinor">Of the last 24 hours; 0 when nothing was sold.</param>
/// <param name="Hours">The last 24, the newest first; those without an order are missing.</param>
public sealed record RevenueBody(
    string Currency, int OrdersPerHour, long RevenuePerHourMinor, int Orders, long RevenueMinor, long AverageOrderMinor, IReadOnlyList<HourBody> Hours);

/// <param name="Hour">When it began, UTC.</param>
public sealed record HourBody(DateTime Hour, int Orders, long RevenueMinor);

/// <param name="Total">Payments of the last hour, cash included; those that were given up at the till are not counted.</param>
/// <param name="FailureRate">Failed of total: 0.01 is 1 %.</param>
/// <param name="Unknown">Of any age.</param>
public sealed record PaymentsBody(int Total, int Succeeded, int Failed, decimal FailureRate, int Unknown, PaymentQueueFigures Queue);

/// <param name="Depth">Payments whose goods went without the provider's answer.</param>
/// <param name="OldestSeconds">0 when none waits.</param>
public sealed record PaymentQueueFigures(int Depth, long OldestSeconds, int OpenCases);

/// <summary>How business goes, as the runbook's operators and the alert rules ask for it: orders, revenue and payments of the asker's shops.</summary>
internal static class BusinessFigures
{
    private static readonly TimeSpan Shown = TimeSpan.FromHours(24);
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);

    // By the time they were begun, for which there is an index; an order paid tender by tender counts where it began.
    private const string Sales =
        """
        SELECT o.currency, date_trunc('hour', o.created_at, 'UTC'), count(*)::int, sum(o.total_minor)::bigint,
          (count(*) FILTER (WHERE o.created_at >= $2))::int, coalesce(sum(o.total_minor) FILTER (WHERE o.created_at >= $2), 0)::bigint
        FROM orders o JOIN locations l ON l.id = o.location_id
        WHERE o.created_at >= $1 AND NOT o.training AND o.status IN ('completed', 'partially_refunded', 'refunded') AND ($3::text[] IS NULL OR l.code = ANY ($3))
        GROUP BY 1, 2 ORDER BY 1, 2 DESC
        """;

    private const string Payments =
        """
        SELECT count(*)::int, (count(*) FILTER (WHERE p.status IN ('captured', 'refunded')))::int, (count(*) FILTER (WHERE p.status = 'failed'))::int
        FROM orders o JOIN locations l ON l.id = o.location_id JOIN payments p ON p.location_id = o.location_id AND p.order_id = o.id
        WHERE o.created_at >= $1 AND NOT o.training AND ($2::text[] IS NULL OR l.code = ANY ($2))
          AND NOT (p.status = 'failed' AND p.failure_code IN ('canceled', 'expired'))
        """;

    private const string Waiting =
        $"""
        SELECT count(*)::int, coalesce(extract(epoch FROM $1 - min(p.accepted_at)), 0)::bigint,
          (SELECT count(*) FROM payments u JOIN locations m ON m.id = u.location_id
            WHERE u.next_read_at IS NOT NULL AND u.status = 'unknown' AND ($2::text[] IS NULL OR m.code = ANY ($2)))::int,
          (SELECT count(*) FROM payment_cases c JOIN locations m ON m.id = c.location_id
            WHERE c.resolved_at IS NULL AND ($2::text[] IS NULL OR m.code = ANY ($2)))::int
        FROM payments p JOIN locations l ON l.id = p.location_id WHERE {WaitingPayments.Waits} AND ($2::text[] IS NULL OR l.code = ANY ($2))
        """;

    public static async Task<Ok<BusinessBody>> HandleAsync(Actor actor, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        var shops = actor.Shops(Policies.Manage) is { } some ? some.ToArray() : null;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(Sales, Sql.Of(at - Shown), Sql.Of(at - Now), Codes(shops)));
        batch.BatchCommands.Add(Sql.Command(Payments, Sql.Of(at - Now), Codes(shops)));
        batch.BatchCommands.Add(Sql.Command(Waiting, Sql.Of(at), Codes(shops)));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        List<(string Currency, HourBody Hour, int OrdersNow, long RevenueNow)> hours = [];
        while (await row.ReadAsync(cancellation))
            hours.Add((row.GetString(0), new(row.GetDateTime(1), row.GetInt32(2), row.GetInt64(3)), row.GetInt32(4), row.GetInt64(5)));
        await row.NextResultAsync(cancellation);
        await row.ReadAsync(cancellation);
        var (total, succeeded, failed) = (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
        await row.NextResultAsync(cancellation);
        await row.ReadAsync(cancellation);
        var queue = new PaymentQueueFigures(row.GetInt32(0), row.GetInt64(1), row.GetInt32(3));
        var rate = total == 0 ? 0 : Math.Round((decimal)failed / total, 4, MidpointRounding.AwayFromZero);
        List<RevenueBody> revenue = [.. hours.GroupBy(hour => hour.Currency).Select(group => Revenue(group.Key, [.. group]))];
        return TypedResults.Ok(new BusinessBody(at, revenue.Sum(line => line.OrdersPerHour), revenue, new(total, succeeded, failed, rate, row.GetInt32(2), queue)));
    }

    private static RevenueBody Revenue(string currency, List<(string Currency, HourBody Hour, int OrdersNow, long RevenueNow)> hours)
    {
        var (orders, minor) = (hours.Sum(hour => hour.Hour.Orders), hours.Sum(hour => hour.Hour.RevenueMinor));
        return new(currency, hours.Sum(hour => hour.OrdersNow), hours.Sum(hour => hour.RevenueNow), orders, minor, orders == 0 ? 0 : minor / orders, [.. hours.Select(hour => hour.Hour)]);
    }

    private static NpgsqlParameter<string[]?> Codes(string[]? codes) => Sql.Optional(codes, NpgsqlDbType.Array | NpgsqlDbType.Text);
}
