using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

public sealed record MoveOrderRequest(Guid TableId);

/// <summary>Moves the guests of an open order to another table; the kitchen's tickets follow, because they name the order.</summary>
internal static class MoveOrder
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, MoveOrderRequest request, IdempotentRequest key, Actor actor, OrderDesk desk, PosDbContext database) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, edit => MoveAsync(edit, request.TableId, database));

    private static async Task<PosError?> MoveAsync(OrderEdit edit, Guid tableId, PosDbContext database)
    {
        if (edit.Order.MustBeOpen() is { } closed)
            return closed;
        var (table, missing) = await Seating.TableAsync(database, edit.Shop.Id, tableId);
        if (missing is not null)
            return missing;
        edit.Note("order.moved", new { orderId = edit.Order.Id, from = edit.Order.TableId, to = tableId });
        edit.Stored.Table = table;
        return edit.Order.Move(tableId);
    }
}
