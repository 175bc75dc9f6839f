using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <param name="Approver">Somebody else, who may run this shop and is there to prove it.</param>
public sealed record VoidOrderRequest(string Reason, Approver Approver);

/// <summary>Undoes a completed order of today: the money is given back and the goods return to the shelf.</summary>
internal static class VoidOrder
{
    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, VoidOrderRequest request, IdempotentRequest key, Actor actor, HttpContext http, Approvals approvals, OrderDesk desk)
    {
        var (approver, refused) = await approvals.ProveAsync(request.Approver, http, CancellationToken.None);
        return approver is null ? refused!.AsProblem() : await desk.ChangeAsync(id, key, actor, Policies.Sell, edit => Void(edit, request.Reason, approver));
    }

    private static PosError? Void(OrderEdit edit, string reason, Actor approver)
    {
        var (order, shop) = (edit.Order, edit.Shop);
        if (!approver.May(Policies.Manage, shop.Code))
            return IdentityErrors.ApproverRefused;
        if (TypedText.Read(reason, Order.MaxReasonLength) is not { } words)
            return OpenOrderErrors.ReasonMissing;
        var completedOn = Day(order.CompletedAt ?? order.CreatedAt, edit);
        if (order.Void(words, edit.ActorId, approver.UserId, completedOn, Day(edit.At, edit)) is { } refused)
            return refused;
        foreach (var payment in edit.Stored.Payments)
            payment.Refund();
        edit.Kitchen.TakeBack(edit.Stored.Active);
        edit.Stock.GiveBack(edit.View, edit.Stored.Active);
        edit.Step();
        edit.Say("order.voided", new
        {
            orderId = order.Id,
            number = order.Number,
            totalMinor = order.TotalMinor,
            currency = order.Currency,
            training = order.Training,
            approvedBy = approver.UserId,
        });
        return null;
    }

    private static DateOnly Day(DateTime at, OrderEdit edit) =>
        BusinessDay.Of(DateTime.SpecifyKind(at, DateTimeKind.Utc), edit.Shop.TimeZone, edit.Shop.DayCutover);
}
