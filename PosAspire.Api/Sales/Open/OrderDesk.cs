using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Dining;
using PosAspire.Api.Dining.Tables;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Outbox;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>
/// Changes orders that are there already. The order's row is locked first, so that two waiters at once lose nothing: the second sees what the
/// first did. The key, the order, its journal, its messages and its stock commit together with the answer, or not at all.
/// </summary>
internal sealed class OrderDesk(PosDbContext database, CatalogSnapshot catalog, Changes changes, TimeProvider clock, IOptions<JsonOptions> json)
{
    /// <summary>How often an order is priced anew because the catalogue changed under it.</summary>
    private const int MaxPricings = 5;

    /// <summary>Does something to an order, exactly once per key.</summary>
    /// <param name="policy">What the actor must be allowed at the order's shop.</param>
    /// <param name="change">Changes the order, or says why not; then nothing is written. It may run again on a newer catalogue.</param>
    public Task<Results<StoredAnswer, PosProblem>> ChangeAsync(Guid id, IdempotentRequest key, Actor actor, string policy, Func<OrderEdit, PosError?> change) =>
        ChangeAsync(id, key, actor, policy, edit => Task.FromResult(change(edit)));

    /// <summary>Does something to an order, exactly once per key, that has to look around in the database first.</summary>
    public async Task<Results<StoredAnswer, PosProblem>> ChangeAsync(
        Guid id, IdempotentRequest key, Actor actor, string policy, Func<OrderEdit, Task<PosError?>> change)
    {
        async Task<(OrderEdit?, PosError?)> BeginAsync(CatalogView view)
        {
            if (await StoredOrders.LockAsync(database, view, id, CancellationToken.None) is not { } stored)
                return (null, SalesErrors.UnknownOrder(id));
            var shop = view.ShopOf(stored.Order);
            if (!actor.May(policy, shop.Code))
                return (null, IdentityErrors.OtherLocation(shop.Code));
            key.At(shop.Id);
            var edit = new OrderEdit(view, shop, stored, database, actor.UserId, Now());
            return (edit, await change(edit));
        }

        return await WriteAsync(key, StatusCodes.Status200OK, BeginAsync);
    }

    /// <summary>Writes an order that is begun, exactly once per key.</summary>
    public Task<Results<StoredAnswer, PosProblem>> OpenAsync(IdempotentRequest key, Func<CatalogView, Task<(OrderEdit? Edit, PosError? Error)>> begin) =>
        WriteAsync(key, StatusCodes.Status201Created, begin);

    /// <summary>The time of a change, in the milliseconds that ids hold.</summary>
    public DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private async Task<Results<StoredAnswer, PosProblem>> WriteAsync(
        IdempotentRequest key, int status, Func<CatalogView, Task<(OrderEdit? Edit, PosError? Error)>> begin)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        for (var pricing = 1; pricing <= MaxPricings; pricing++)
        {
            var used = view;
            // Its retries begin from nothing, so that a half-done try leaves no trace in what is tracked.
            var (answer, error) = await database.Database.CreateExecutionStrategy().ExecuteAsync(() => TryAsync(used, key, status, begin));
            if (answer is not null)
                return answer;
            view = await catalog.RefreshAsync(CancellationToken.None);
            // What is refused from memory is looked at again when the memory turns out to be old.
            if (error is not null && view.Version == used.Version)
                return error.AsProblem();
        }

        return SalesErrors.CatalogMoving.AsProblem();
    }

    /// <returns>The answer; or a refusal; or neither, when the catalogue has moved on.</returns>
    private async Task<(StoredAnswer? Answer, PosError? Error)> TryAsync(
        CatalogView view, IdempotentRequest key, int status, Func<CatalogView, Task<(OrderEdit? Edit, PosError? Error)>> begin)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync();
        var (edit, error) = await begin(view);
        if (error is not null)
            return (null, error);
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        var stocked = !edit!.Order.Training && !edit.Stock.IsEmpty;
        var warnings = stocked ? await edit.Stock.WarningsAsync(connection, edit.Shop.Id) : [];
        var answer = Answer(edit, status, warnings);
        try
        {
            if (!await JournalAsync(connection, transaction, edit, key, answer))
                return default;
            await edit.Kitchen.WriteAsync(database, view, edit.Shop, edit.Order, edit.At, edit.ActorId);
            await database.SaveChangesAsync();
            if (stocked || edit.Statements.Count > 0)
                await ExecuteAsync(connection, transaction, [.. edit.Statements, .. stocked ? edit.Stock.Statements(edit.Order, edit.ActorId, edit.At) : []]);
            await transaction.CommitAsync();
            changes.OrderChanged(edit.Shop.Code, edit.Order, kitchen: !edit.Kitchen.IsEmpty);
            return (answer, null);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { ConstraintName: RoomTables.OneOrder })
        {
            return (null, DiningErrors.TableTaken);
        }
        catch (PostgresException refused) when (StoredValue.Refusal(refused) is { } refusal)
        {
            return (null, refusal);
        }
        catch (PostgresException refused) when (refused.ConstraintName is OrderStock.Empty or OrderStock.LevelMissing)
        {
            await transaction.RollbackAsync();
            await database.Database.OpenConnectionAsync();
            return (null, await edit.Stock.ShortAsync(connection, edit.Shop.Id));
        }
    }

    private StoredAnswer Answer(OrderEdit edit, int status, IReadOnlyList<WarningBody> warnings)
    {
        var (code, resource, body) = edit.Answer
            ?? (status, status == StatusCodes.Status201Created ? $"/api/v1/orders/{edit.Order.Id}" : null, edit.Stored.Detail(edit.View, edit.Shop, warnings));
        return new(code, resource, JsonSerializer.SerializeToUtf8Bytes(body, json.Value.SerializerOptions));
    }

    /// <summary>Stores the key first, then what happened; false when the prices in memory are not those of the database.</summary>
    private static async Task<bool> JournalAsync(NpgsqlConnection connection, IDbContextTransaction transaction, OrderEdit edit, IdempotentRequest key, StoredAnswer answer)
    {
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction)transaction.GetDbTransaction());
        batch.BatchCommands.Add(key.Record(answer, edit.At));
        foreach (var (action, facts) in edit.Journal)
            batch.BatchCommands.Add(AuditStatements.Entry(edit.At, edit.Shop.Id, edit.ActorId, action, edit.Order.Id, facts));
        foreach (var (topic, facts) in edit.Messages)
            batch.BatchCommands.Add(OutboxStatements.Message(edit.At, edit.Shop.Id, topic, facts));
        batch.BatchCommands.Add(new("SELECT version FROM catalog_state"));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0) == edit.View.Version;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, IDbContextTransaction transaction, IEnumerable<NpgsqlBatchCommand> statements)
    {
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction)transaction.GetDbTransaction());
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement);
        await batch.ExecuteNonQueryAsync();
    }
}
