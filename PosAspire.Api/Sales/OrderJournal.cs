using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <param name="Name">Of now; people are renamed and never deleted.</param>
public sealed record JournalActor(Guid Id, string Name);

/// <param name="Action"><c>order.completed</c> and its like.</param>
/// <param name="Actor">Null when nobody did it: a time, a queue.</param>
/// <param name="Facts">Ids and amounts.</param>
public sealed record JournalEntry(DateTime At, string Action, JournalActor? Actor, IReadOnlyDictionary<string, JsonElement> Facts);

/// <summary>Everything the journal says about one order, the oldest first.</summary>
public sealed record Journal(IReadOnlyList<JournalEntry> Items);

/// <summary>Who did what to an order.</summary>
internal static class OrderJournal
{
    private const int MaxListed = 1_000;

    // By transaction first, as they were written; ids hold the time.
    private const string Entries =
        """
        SELECT a.at, a.action, a.actor_id, u.name, a.data::text FROM audit_entries a LEFT JOIN users u ON u.id = a.actor_id
        WHERE a.subject_id = $1 ORDER BY a.id LIMIT $2
        """;

    public static async Task<Results<Ok<Journal>, PosProblem>> HandleAsync(
        Guid id, Actor actor, PosDbContext database, NpgsqlDataSource source, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (await StoredOrders.FindAsync(database, view, id, cancellation) is not { } stored)
            return SalesErrors.UnknownOrder(id).AsProblem();
        var shop = view.ShopOf(stored.Order);
        if (!actor.May(Policies.Manage, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        await using var command = source.CreateCommand(Entries);
        command.Parameters.Add(Sql.Of(id));
        command.Parameters.Add(Sql.Of(MaxListed));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        List<JournalEntry> entries = [];
        while (await row.ReadAsync(cancellation))
        {
            entries.Add(new(
                row.GetDateTime(0), row.GetString(1), row.GetValue(2) is Guid by ? new(by, row.GetValue(3) as string ?? "") : null,
                JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.GetString(4)) ?? []));
        }

        return TypedResults.Ok(new Journal(entries));
    }
}
