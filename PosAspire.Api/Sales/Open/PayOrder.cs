using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

public sealed record PayOrderRequest(IReadOnlyList<TenderRequest> Tenders);

/// <summary>Pays an open order whole, in cash. What the kitchen was not told of yet, it is told of now.</summary>
internal static class PayOrder
{
    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, PayOrderRequest request, IdempotentRequest key, Actor actor, OrderDesk desk, ILogger<PayOrderRequest> log)
    {
        var result = await desk.ChangeAsync(id, key, actor, Policies.Sell, edit => Pay(edit, request.Tenders));
        // The runbook greps for "payment" and "failed".
        if (result.Result is PosProblem { Error: var error } && error.Code.StartsWith("payment.", StringComparison.Ordinal))
            log.LogWarning("Order {OrderId} not paid, payment failed: {Code}", id, error.Code);
        return result;
    }

    private static PosError? Pay(OrderEdit edit, IReadOnlyList<TenderRequest> tenders)
    {
        var order = edit.Order;
        if (order.MustBeOpen() is { } closed)
            return closed;
        if (!edit.Stored.Active.Any())
            return OpenOrderErrors.NothingToPay;
        if (edit.Reprice() is { } tooLarge)
            return tooLarge;
        if (PlaceOrder.Settle(tenders, new Money(order.DueMinor, edit.Shop.Currency), out var paid) is { } unpaid)
            return unpaid;
        OrderLine[] unsent = [.. edit.Stored.Active.Where(line => !line.IsSent)];
        if (unsent.Length > 0 && edit.Send(unsent) is { } gone)
            return gone;
        edit.Pay(paid);
        order.Complete(edit.At);
        edit.Step();
        edit.Say("order.completed", new { orderId = order.Id, number = order.Number, totalMinor = order.TotalMinor, currency = order.Currency, training = order.Training });
        return null;
    }
}
