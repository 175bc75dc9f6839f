using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Refunds;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <param name="Approver">Somebody else, who may run this shop and is there to prove it.</param>
public sealed record VoidOrderRequest(string Reason, Approver Approver);

/// <summary>Undoes a completed order of today: the money is given back the way it came, tips included, and the goods return to the shelf.</summary>
internal sealed class VoidOrder(OrderDesk desk, Approvals approvals, RefundEngine engine, Changes changes)
{
    private RefundEntry? written;

    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, VoidOrderRequest request, IdempotentRequest key, Actor actor, HttpContext http, VoidOrder voids) => voids.VoidAsync(id, request, key, actor, http);

    private async Task<Results<StoredAnswer, PosProblem>> VoidAsync(Guid id, VoidOrderRequest request, IdempotentRequest key, Actor actor, HttpContext http)
    {
        var (approver, refused) = await approvals.ProveAsync(request.Approver, http, CancellationToken.None);
        if (approver is null)
            return refused!.AsProblem();
        var result = await desk.ChangeAsync(id, key, actor, Policies.Sell, edit => Void(edit, request.Reason, approver));
        if (result.Result is StoredAnswer && written is not null)
            await ProviderPayouts.AskAsync(engine, changes, written.Outside);
        return result;
    }

    private PosError? Void(OrderEdit edit, string reason, Actor approver)
    {
        written = null;
        var (order, shop) = (edit.Order, edit.Shop);
        if (!approver.May(Policies.Manage, shop.Code))
            return IdentityErrors.ApproverRefused;
        if (TypedText.Read(reason, Order.MaxReasonLength) is not { } words)
            return OpenOrderErrors.ReasonMissing;
        var completedOn = Day(order.CompletedAt ?? order.CreatedAt, edit);
        if (order.Void(words, edit.ActorId, approver.UserId, completedOn, Day(edit.At, edit)) is { } refused)
            return refused;
        GiveBack(edit, words, approver.UserId);
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

    private void GiveBack(OrderEdit edit, string reason, Guid approvedBy)
    {
        foreach (var payment in edit.Stored.Payments)
        {
            // What is not taken yet is let go, and a tender that was not needed held nothing.
            if (payment is { HasProvider: true, Stands: true } && payment.Status != PaymentStatus.Captured)
                payment.GiveUp(edit.At);
            else if (payment.Status == PaymentStatus.Captured && payment.AmountMinor + payment.TipMinor == 0)
                payment.Refund();
        }

        var sums = RefundSums.OfAll(edit.View, edit.Shop, edit.Stored);
        var refund = Refund.Of(
            new(edit.Shop.Id, edit.Order.Id, RefundKind.Void, RefundMethod.Original, edit.Order.TotalMinor, reason, edit.ActorId, approvedBy), edit.At);
        written = new(edit, refund, new(RefundMethod.Original, null));
        written.Write(sums, _ => true);
    }

    private static DateOnly Day(DateTime at, OrderEdit edit) =>
        BusinessDay.Of(DateTime.SpecifyKind(at, DateTimeKind.Utc), edit.Shop.TimeZone, edit.Shop.DayCutover);
}
