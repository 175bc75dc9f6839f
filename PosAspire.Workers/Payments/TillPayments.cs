using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Shared;

namespace PosAspire.Workers.Payments;

/// <summary>A till's payment with what its provider must be asked by.</summary>
/// <param name="IsOpen">Something is left to do about it.</param>
internal sealed record TillRow(TillPayment Payment, ProviderCharge Charge, bool IsOpen);

/// <summary>Reads what the till and the ledger say of a span of time.</summary>
internal static class TillPayments
{
    /// <summary>An order is begun at most so long before one of its payments: a table's evening.</summary>
    private static readonly TimeSpan LongestOrder = TimeSpan.FromDays(1);

    private const string Name = "concat_ws(' ', l.code, o.business_day, o.number)";

    // What went back in another way, in cash or as store credit, the provider knows nothing of.
    private const string Read =
        $"""
        SELECT p.location_id, p.id, {Name}, p.provider, p.provider_ref, p.status, o.currency, p.amount_minor + p.tip_minor, p.captured_minor,
          CASE WHEN back.payouts > 0 THEN back.outside ELSE p.refunded_minor END,
          p.order_id, l.code, p.source, p.attempt, p.created_at, p.next_read_at IS NOT NULL OR p.asking IS NOT NULL
        FROM orders o JOIN payments p ON p.location_id = o.location_id AND p.order_id = o.id JOIN locations l ON l.id = o.location_id
          CROSS JOIN LATERAL (
            SELECT count(*) AS payouts, coalesce(sum(r.amount_minor) FILTER (WHERE r.provider IS NOT NULL AND r.status = 'succeeded'), 0)::bigint AS outside
            FROM refund_payouts r WHERE r.location_id = p.location_id AND r.payment_id = p.id) back
        WHERE o.created_at >= $1 AND o.created_at < $3 AND p.provider IS NOT NULL AND p.created_at >= $2 AND p.created_at < $3
        ORDER BY p.created_at, p.id LIMIT $4
        """;

    private const string Ledger =
        $"""
        SELECT o.location_id, {Name}, o.currency, o.due_minor, o.status,
          coalesce(sum(p.amount_minor) FILTER (WHERE p.status IN ('captured', 'refunded') OR (p.wanted = 'money' AND p.accepted_at IS NOT NULL AND p.status <> 'failed')), 0)::bigint,
          coalesce(sum(p.captured_minor - p.refunded_minor) FILTER (WHERE p.provider IS NOT NULL AND p.status = 'captured'), 0)::bigint
        FROM orders o JOIN locations l ON l.id = o.location_id LEFT JOIN payments p ON p.location_id = o.location_id AND p.order_id = o.id
        WHERE o.created_at >= $1 AND o.created_at < $2 AND NOT o.training AND o.status IN ('completed', 'partially_refunded', 'refunded', 'cancelled', 'voided')
        GROUP BY o.location_id, o.id, l.code ORDER BY o.location_id, o.id LIMIT $3
        """;

    private const string Known = "SELECT EXISTS (SELECT FROM payments WHERE id = $1 AND provider IS NOT NULL)";

    public static async Task<IReadOnlyList<TillRow>> ReadAsync(NpgsqlDataSource database, DateTime from, DateTime until, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Read);
        command.Parameters.Add(SqlValue.Of(from - LongestOrder));
        command.Parameters.Add(SqlValue.Of(from));
        command.Parameters.Add(SqlValue.Of(until));
        command.Parameters.Add(SqlValue.Of(limit));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<TillRow> rows = [];
        while (await row.ReadAsync(cancellation))
            rows.Add(Row(row));
        return rows;
    }

    /// <summary>Orders whose payments are not what their state says.</summary>
    public static async Task<IReadOnlyList<MatchLine>> LedgerAsync(NpgsqlDataSource database, DateTime from, DateTime until, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Ledger);
        command.Parameters.Add(SqlValue.Of(from));
        command.Parameters.Add(SqlValue.Of(until));
        command.Parameters.Add(SqlValue.Of(limit));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<MatchLine> lines = [];
        while (await row.ReadAsync(cancellation))
        {
            var (location, name, currency, status) = (row.GetGuid(0), row.GetString(1), Currency.Of(row.GetString(2)), row.GetString(4));
            var (due, paid, kept) = (new Money(row.GetInt64(3), currency), new Money(row.GetInt64(5), currency), new Money(row.GetInt64(6), currency));
            if (status is "cancelled" or "voided")
            {
                if (kept.Minor != 0)
                    lines.Add(new(Difference.MoneyKept, location, null, null, null, name, kept, Money.Zero(currency)));
            }
            else if (paid != due)
            {
                lines.Add(new(Difference.NotCovered, location, null, null, null, name, paid, due));
            }
        }

        return lines;
    }

    /// <summary>Whether a payment is the till's, of whatever day.</summary>
    public static async Task<bool> IsKnownAsync(NpgsqlDataSource database, Guid paymentId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Known);
        command.Parameters.Add(SqlValue.Of(paymentId));
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static TillRow Row(NpgsqlDataReader row)
    {
        var currency = Currency.Of(row.GetString(6));
        var payment = new TillPayment(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetValue(4) as string, EnumText.Parse<PaymentStatus>(row.GetString(5)),
            new(row.GetInt64(7), currency), new(row.GetInt64(8), currency), new(row.GetInt64(9), currency));
        var charge = new ProviderCharge(
            payment.Id, row.GetGuid(10), row.GetString(11), payment.Order, payment.Charged, row.GetValue(12) as string, payment.Ref, row.GetInt16(13), row.GetDateTime(14));
        return new(payment, charge, row.GetBoolean(15));
    }
}
