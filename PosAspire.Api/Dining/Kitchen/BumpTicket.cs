using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Dining.Kitchen;

/// <summary>Says that a station is done with a ticket, or takes that back. Two cooks who press at once have pressed once.</summary>
internal sealed class BumpTicket(PosDbContext database, CatalogSnapshot catalog, Changes changes, TimeProvider clock, IOptions<JsonOptions> json)
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(Guid id, IdempotentRequest key, Actor actor, BumpTicket tickets) =>
        tickets.ChangeAsync(id, key, actor, KitchenStep.Bumped, (ticket, at) => ticket.Bump(at));

    public static Task<Results<StoredAnswer, PosProblem>> RecallAsync(Guid id, IdempotentRequest key, Actor actor, BumpTicket tickets) =>
        tickets.ChangeAsync(id, key, actor, KitchenStep.Recalled, (ticket, _) => ticket.Recall());

    private async Task<Results<StoredAnswer, PosProblem>> ChangeAsync(Guid id, IdempotentRequest key, Actor actor, KitchenStep step, Func<KitchenTicket, DateTime, bool> change)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        return await database.Database.CreateExecutionStrategy().ExecuteAsync(() => TryAsync(view, id, key, actor, step, change));
    }

    private async Task<Results<StoredAnswer, PosProblem>> TryAsync(
        CatalogView view, Guid id, IdempotentRequest key, Actor actor, KitchenStep step, Func<KitchenTicket, DateTime, bool> change)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync();
        Guid[] shops = [.. view.Shops.Values.Select(shop => shop.Id)];
        var found = await database.KitchenTickets
            .FromSql($"SELECT * FROM kitchen_tickets WHERE location_id = ANY ({shops}) AND id = {id} FOR NO KEY UPDATE").AsTracking().ToListAsync();
        if (found is not [var ticket])
            return DiningErrors.UnknownTicket(id).AsProblem();
        var shop = view.Shops.Values.First(shop => shop.Id == ticket.LocationId);
        if (!actor.May(Policies.Kitchen, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        key.At(shop.Id);
        var at = clock.GetUtcNow().UtcDateTime;
        if (change(ticket, at))
            database.Add(KitchenTicketEvent.Of(shop.Id, id, step, at, actor.UserId));
        await database.SaveChangesAsync();
        var body = (await TicketReader.ReadAsync(database, database.KitchenTickets.Where(row => row.LocationId == shop.Id && row.Id == id), CancellationToken.None))[0];
        var answer = new StoredAnswer(StatusCodes.Status200OK, null, JsonSerializer.SerializeToUtf8Bytes(body, json.Value.SerializerOptions));
        await using (var batch = new NpgsqlBatch((NpgsqlConnection)database.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction()))
        {
            batch.BatchCommands.Add(key.Record(answer, at));
            await batch.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        changes.TicketChanged(shop.Code, ticket);
        return answer;
    }
}
