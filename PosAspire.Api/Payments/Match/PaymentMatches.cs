using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Match;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments.Match;

/// <param name="Kind">How they disagree: <c>paid_not_recorded</c>, <c>held_not_recorded</c>, <c>recorded_not_paid</c> and so on.</param>
/// <param name="Order">Shop, day and number; null for what no till has made.</param>
/// <param name="TillMinor">What the till or the ledger counts; null where it does not know.</param>
/// <param name="OtherMinor">What the payment service has, or what was due; null where it says nothing.</param>
/// <param name="Action">What to do about it, for a manager.</param>
public sealed record MatchFindingBody(
    string Kind, Guid? PaymentId, string? Provider, string? Reference, string? Order, string? Currency, long? TillMinor, long? OtherMinor, string Action);

/// <param name="AskedBy">Null when the hour or an operator asked.</param>
/// <param name="FinishedAt">Null while it waits for Workers or is under way.</param>
/// <param name="Compared">Payments of all shops.</param>
/// <param name="Settled">Those that were not certain before and are now.</param>
/// <param name="Findings">Those of the shop, and what no till has made.</param>
public sealed record PaymentMatchBody(
    Guid Id, string? AskedBy, DateTime AskedAt, DateTime From, DateTime Until, DateTime? FinishedAt, int Compared, int Settled, IReadOnlyList<MatchFindingBody> Findings);

public sealed record PaymentMatchesBody(IReadOnlyList<PaymentMatchBody> Items);

/// <summary>Comparisons of till, payment services and ledger: what they found, and one more when a manager asks. Workers do them.</summary>
internal static class PaymentMatches
{
    private const string Columns =
        "SELECT m.id, u.name, m.asked_at, m.from_at, m.until_at, m.finished_at, m.compared, m.settled, m.findings::text FROM payment_matches m LEFT JOIN users u ON u.id = m.asked_by";

    // Ids are time-ordered.
    private const string Newest = $"{Columns} ORDER BY m.id DESC LIMIT $1";

    private const string Waiting = $"{Columns} WHERE m.is_waiting";

    private const string Ask =
        """
        INSERT INTO payment_matches (id, asked_by, asked_at, from_at, until_at, is_waiting) VALUES ($1, $2, $3, $4, $5, true)
        ON CONFLICT (is_waiting) WHERE is_waiting DO NOTHING
        """;

    public static async Task<Results<Ok<PaymentMatchesBody>, PosProblem>> ListAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation, int limit = Paging.DefaultLimit)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        await using var command = database.CreateCommand(Newest);
        command.Parameters.Add(Sql.Of(limit));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<PaymentMatchBody> items = [];
        while (await row.ReadAsync(cancellation))
            items.Add(Body(row, shop.Id));
        return TypedResults.Ok(new PaymentMatchesBody(items));
    }

    /// <summary>One that waits already is the one that was asked for.</summary>
    public static async Task<Accepted<PaymentMatchBody>> AskAsync(Actor actor, NpgsqlDataSource database, TimeProvider clock)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        var (id, until) = (Guid.CreateVersion7(at), at - MatchRuns.Young);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var ask = new NpgsqlCommand(Ask, connection) { Parameters = { Sql.Of(id), Sql.Of(actor.UserId), Sql.Of(at), Sql.Of(until - MatchRuns.Span), Sql.Of(until) } })
        {
            if (await ask.ExecuteNonQueryAsync() > 0)
            {
                await using var journal = new NpgsqlBatch(connection, transaction);
                journal.BatchCommands.Add(AuditStatements.Entry(
                    at, locationId: null, actor.UserId, "payments.match_asked", id, JsonSerializer.Serialize(new { from = until - MatchRuns.Span, until }, JsonSerializerOptions.Web)));
                await journal.ExecuteNonQueryAsync();
            }
        }

        await transaction.CommitAsync();
        await using var waiting = new NpgsqlCommand(Waiting, connection);
        await using var row = await waiting.ExecuteReaderAsync();
        // Workers may have been faster than this.
        var body = await row.ReadAsync() ? Body(row, null) : new(id, null, at, until - MatchRuns.Span, until, at, 0, 0, []);
        return TypedResults.Accepted((string?)null, body);
    }

    private static PaymentMatchBody Body(NpgsqlDataReader row, Guid? shop) => new(
        row.GetGuid(0), row.GetValue(1) as string, row.GetDateTime(2), row.GetDateTime(3), row.GetDateTime(4), row.GetValue(5) as DateTime?, row.GetInt32(6), row.GetInt32(7),
        [
            .. MatchRuns.Read(row.GetString(8)).Where(found => found.LocationId is null || found.LocationId == shop).Select(found => new MatchFindingBody(
                found.Kind, found.PaymentId, found.Provider, found.Reference, found.Order, found.Currency, found.TillMinor, found.OtherMinor,
                MatchWords.Of(EnumText.Parse<Difference>(found.Kind)))),
        ]);
}
