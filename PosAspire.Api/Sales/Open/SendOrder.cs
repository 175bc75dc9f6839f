using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>Tells the kitchen what it does not know yet; each line reaches it once.</summary>
internal static class SendOrder
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(Guid id, IdempotentRequest key, Actor actor, OrderDesk desk) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, Send);

    private static PosError? Send(OrderEdit edit)
    {
        if (edit.Order.MustBeOpen() is { } closed)
            return closed;
        OrderLine[] unsent = [.. edit.Stored.Active.Where(line => !line.IsSent)];
        if (unsent.Length == 0)
            return OpenOrderErrors.NothingToSend;
        return edit.Send(unsent) ?? edit.Reprice();
    }
}
