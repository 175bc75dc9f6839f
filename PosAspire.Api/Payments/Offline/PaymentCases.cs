using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments.Offline;

/// <param name="Kind">
/// <c>declined_later</c>: the goods went and then the money was refused; <c>unknown_escalated</c>: nobody could find out whether it was taken;
/// <c>mismatch</c>: till and provider do not say the same; <c>queued_too_long</c>: the goods went long ago, and the money could still not be asked for.
/// </param>
/// <param name="AmountMinor">Tip included.</param>
/// <param name="FailureCode">Why the payment failed; null when it did not.</param>
/// <param name="Suggestion">What to do, for a manager.</param>
/// <param name="Note">What was done; null while it is open.</param>
public sealed record PaymentCaseBody(
    Guid Id, string Location, string Kind, Guid PaymentId, Guid OrderId, string Number, string Type, string Status, long AmountMinor, string Currency, string? Card,
    string? FailureCode, string? Reference, string Suggestion, DateTime OpenedAt, DateTime? ResolvedAt, string? ResolvedBy, string? Note);

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record PaymentCasesPage(IReadOnlyList<PaymentCaseBody> Items, Guid? Next);

/// <param name="Note">What was done about it.</param>
public sealed record ResolveCaseRequest(string Note);

/// <summary>Payments that only a manager can settle: the list, and what was done about each.</summary>
internal static class PaymentCases
{
    private const int MaxNote = 500;

    private const string Columns =
        """
        SELECT c.id, l.code, c.kind, c.payment_id, o.id, o.number, p.type, p.status, p.amount_minor + p.tip_minor, o.currency, p.card, p.failure_code, p.provider_ref,
          c.opened_at, c.resolved_at, u.name, c.note, c.location_id
        FROM payment_cases c JOIN locations l ON l.id = c.location_id JOIN payments p ON p.id = c.payment_id AND p.provider IS NOT NULL
          JOIN orders o ON o.location_id = p.location_id AND o.id = p.order_id LEFT JOIN users u ON u.id = c.resolved_by
        """;

    // Ids are time-ordered, so the last one of a page is the whole cursor.
    private const string Page =
        $"{Columns} WHERE c.location_id = $1 AND ($2 OR c.resolved_at IS NULL) AND ($3::uuid IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $4";

    private const string One = $"{Columns} WHERE c.location_id = ANY ($1) AND c.id = $2";

    private const string Resolve =
        "UPDATE payment_cases SET resolved_at = $3, resolved_by = $4, note = $5 WHERE location_id = $1 AND id = $2 AND resolved_at IS NULL";

    /// <summary>The open ones, the newest first; all of them when asked for.</summary>
    public static async Task<Results<Ok<PaymentCasesPage>, PosProblem>> ListAsync(
        string location, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation, bool all = false, int limit = Paging.DefaultLimit, Guid? after = null)
    {
        if (limit is < 1 or > Paging.MaxLimit)
            return SharedErrors.InvalidLimit(Paging.MaxLimit).AsProblem();
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(location, out var shop))
            return SalesErrors.UnknownLocation(location).AsProblem();
        await using var command = database.CreateCommand(Page);
        command.Parameters.Add(Sql.Of(shop.Id));
        command.Parameters.Add(Sql.Of(all));
        command.Parameters.Add(Sql.Optional(after, NpgsqlDbType.Uuid));
        command.Parameters.Add(Sql.Of(limit + 1));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<PaymentCaseBody> items = [];
        while (await row.ReadAsync(cancellation))
            items.Add(Body(row));
        return TypedResults.Ok(items.Count > limit ? new PaymentCasesPage(items[..limit], items[limit - 1].Id) : new PaymentCasesPage(items, null));
    }

    public static async Task<Results<Ok<PaymentCaseBody>, PosProblem>> ResolveAsync(
        Guid id, ResolveCaseRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock)
    {
        var shops = (await catalog.CurrentAsync(CancellationToken.None)).Shops;
        if (await FindAsync(database, [.. shops.Values.Select(shop => shop.Id)], id) is not { } found)
            return OfflineErrors.UnknownCase.AsProblem();
        if (!actor.May(Policies.Manage, found.Location))
            return IdentityErrors.OtherLocation(found.Location).AsProblem();
        var note = (request.Note ?? "").Trim();
        if (!Texts.Fits(note, 1, MaxNote))
            return OfflineErrors.NoteMissing(MaxNote).AsProblem();
        var (shop, at) = (shops[found.Location].Id, clock.GetUtcNow().UtcDateTime);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var settle = new NpgsqlCommand(Resolve, connection) { Parameters = { Sql.Of(shop), Sql.Of(id), Sql.Of(at), Sql.Of(actor.UserId), Sql.Of(note) } })
        {
            if (await settle.ExecuteNonQueryAsync() == 0)
                return OfflineErrors.CaseResolved.AsProblem();
        }

        await using (var journal = new NpgsqlBatch(connection, transaction))
        {
            journal.BatchCommands.Add(AuditStatements.Entry(
                at, shop, actor.UserId, "payment.case_resolved", found.OrderId,
                JsonSerializer.Serialize(new { caseId = id, found.Kind, found.PaymentId }, JsonSerializerOptions.Web)));
            await journal.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        return TypedResults.Ok(await FindAsync(database, [shop], id));
    }

    private static async Task<PaymentCaseBody?> FindAsync(NpgsqlDataSource database, Guid[] shops, Guid id)
    {
        await using var command = database.CreateCommand(One);
        command.Parameters.Add(Sql.Of(shops));
        command.Parameters.Add(Sql.Of(id));
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? Body(row) : null;
    }

    private static PaymentCaseBody Body(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.GetGuid(4), $"{row.GetInt32(5)}", row.GetString(6), row.GetString(7), row.GetInt64(8),
        row.GetString(9), row.GetValue(10) as string, row.GetValue(11) as string, row.GetValue(12) as string, CaseWords.Of(row.GetString(2)), row.GetDateTime(13),
        row.GetValue(14) as DateTime?, row.GetValue(15) as string, row.GetValue(16) as string);
}

/// <summary>What a manager is told to do about a case.</summary>
internal static class CaseWords
{
    public static string Of(string kind) => kind switch
    {
        "declined_later" => "The goods are gone and the money was refused. Ask the customer for another payment, or write the loss off.",
        "unknown_escalated" => "Look the payment up in the provider's own pages: if it was taken, wait until it is settled here or give it back there; if not, take the money again.",
        "queued_too_long" => "The goods are gone, and the card service could not be asked for the money since. It is still tried by itself: ask the customer for another payment, and let this one go in the provider's pages should it come later.",
        _ => "Compare the payment with the provider's own pages. Give back there what the till does not know, or take what the provider does not have.",
    };
}
