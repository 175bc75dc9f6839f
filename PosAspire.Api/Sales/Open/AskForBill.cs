using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>The guests want to pay: the room shows it until something more is ordered.</summary>
internal static class AskForBill
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(Guid id, IdempotentRequest key, Actor actor, OrderDesk desk) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, Ask);

    private static PosError? Ask(OrderEdit edit)
    {
        if (edit.Order.AskForBill(edit.At) is { } refused)
            return refused;
        edit.Note("order.bill_asked", new { orderId = edit.Order.Id, totalMinor = edit.Order.TotalMinor });
        return null;
    }
}
