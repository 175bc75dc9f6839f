using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>Gives back a paid order or a part of it: goods, money's claim, journal and answer commit together, then the providers are asked.</summary>
internal sealed class RefundOrder(OrderDesk desk, Approvals approvals, PosDbContext database, NpgsqlDataSource source, RefundEngine engine, Changes changes)
{
    private RefundEntry? written;

    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, RefundRequest request, IdempotentRequest key, Actor actor, HttpContext http, RefundOrder refunds) => refunds.RefundAsync(id, request, key, actor, http);

    private async Task<Results<StoredAnswer, PosProblem>> RefundAsync(Guid id, RefundRequest request, IdempotentRequest key, Actor actor, HttpContext http)
    {
        Actor? approver = null;
        if (request.Approver is { } claimed)
        {
            (approver, var refused) = await approvals.ProveAsync(claimed, http, CancellationToken.None);
            if (approver is null)
                return refused!.AsProblem();
        }

        var result = await desk.ChangeAsync(id, key, actor, Policies.Sell, edit => BookAsync(edit, request, actor, approver));
        if (result.Result is StoredAnswer && written is not null)
            await ProviderPayouts.AskAsync(engine, changes, written.Outside);
        return result;
    }

    private async Task<PosError?> BookAsync(OrderEdit edit, RefundRequest request, Actor actor, Actor? approver)
    {
        written = null;
        if (TypedText.Read(request.Reason, Order.MaxReasonLength) is not { } reason)
            return OpenOrderErrors.ReasonMissing;
        if (request.TryRead(out var wish, out var method) is { } unreadable)
            return unreadable;
        if (RefundSums.TryOf(edit.View, edit.Shop, edit.Stored, wish, out var sums) is { } impossible)
            return impossible;
        var approval = await RefundApproval.OfAsync(database, edit.Shop, actor, CancellationToken.None);
        if (approval.Check(edit.Order.RefundedMinor + sums!.Plan.AmountMinor, method, actor, approver, edit.Shop) is { } unapproved)
            return unapproved;
        var (credit, unknown) = method == RefundMethod.StoreCredit ? await RefundCredit.FindAsync(edit, source, request.CardCode) : default;
        if (unknown is not null)
            return unknown;

        var refund = Refund.Of(
            new(edit.Shop.Id, edit.Order.Id, wish.Kind, method, sums.Plan.AmountMinor, reason, actor.UserId, approver?.UserId), edit.At);
        var entry = new RefundEntry(edit, refund, new(method, credit));
        var restocked = (request.Lines ?? []).ToDictionary(line => line.LineNo, line => line.Restock);
        bool Restocks(int lineNo) => restocked.GetValueOrDefault(lineNo, request.Restock);
        entry.Write(sums, Restocks);
        var units = sums.Plan.Lines.ToLookup(back => Restocks(back.LineNo), back => (edit.Line(back.LineNo)!, back.Quantity));
        foreach (var group in units)
            edit.Stock.Return(edit.View, group, restock: group.Key);
        edit.Order.Refund(sums.Plan.AmountMinor, sums.Plan.IsLast);
        edit.Step();
        edit.Say("order.refunded", entry.Facts());
        edit.Answer = (StatusCodes.Status201Created, $"/api/v1/orders/{edit.Order.Id}/refunds", entry.Body);
        written = entry;
        return null;
    }
}

/// <summary>Has the providers of a written refund asked at once; what they do not answer is asked again by Workers.</summary>
internal static class ProviderPayouts
{
    public static async Task AskAsync(RefundEngine engine, Changes changes, IEnumerable<Guid> payouts)
    {
        foreach (var payout in payouts)
        {
            if (await engine.AdvanceAsync(payout, CancellationToken.None) is { } moved)
                changes.Publish(moved.Location, LiveChange.Order, moved.OrderId, 0);
        }
    }
}
