using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

public sealed record CancelOrderRequest(string Reason);

/// <summary>Gives up an order that nobody paid; the kitchen stops, and what had left the shelf for it comes back.</summary>
internal static class CancelOrder
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(Guid id, CancelOrderRequest request, IdempotentRequest key, Actor actor, OrderDesk desk) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, edit => Cancel(edit, request.Reason));

    private static PosError? Cancel(OrderEdit edit, string reason)
    {
        // Whoever pays gives the checkout up first: money may be held for it.
        if (edit.Order.MustBeOpen() is { } closed)
            return closed;
        if (TypedText.Read(reason, Order.MaxReasonLength) is not { } words)
            return OpenOrderErrors.ReasonMissing;
        if (edit.Order.Cancel(words) is { } refused)
            return refused;
        OrderLine[] sent = [.. edit.Stored.Active.Where(line => line.IsSent)];
        edit.Kitchen.TakeBack(sent);
        edit.Stock.GiveBack(edit.View, sent);
        edit.Step();
        edit.Say("order.cancelled", new { orderId = edit.Order.Id, number = edit.Order.Number, training = edit.Order.Training, lines = sent.Select(OrderEdit.Told) });
        return null;
    }
}
