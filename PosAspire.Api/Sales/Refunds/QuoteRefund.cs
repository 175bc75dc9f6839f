using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>What a refund would give back, and whether somebody must approve it.</summary>
internal static class QuoteRefund
{
    public static async Task<Results<Ok<RefundQuoteBody>, PosProblem>> HandleAsync(
        Guid id, RefundQuoteRequest request, Actor actor, PosDbContext database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (await StoredOrders.FindAsync(database, view, id, cancellation) is not { } stored)
            return SalesErrors.UnknownOrder(id).AsProblem();
        var shop = view.ShopOf(stored.Order);
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        var refund = new RefundRequest("", request.Lines, request.AmountMinor, request.Method);
        if (refund.TryRead(out var wish, out var method) is { } unreadable)
            return unreadable.AsProblem();
        if (RefundSums.TryOf(view, shop, stored, wish, out var sums) is { } impossible)
            return impossible.AsProblem();
        return TypedResults.Ok(Body(stored, shop, sums!, method, await RefundApproval.OfAsync(database, shop, actor, cancellation)));
    }

    private static RefundQuoteBody Body(StoredOrder stored, CatalogShop shop, RefundSums sums, RefundMethod method, RefundApproval approval)
    {
        var order = stored.Order;
        var back = sums.Plan.Lines.ToDictionary(line => line.LineNo);
        var names = stored.Active.ToDictionary(line => (int)line.LineNo, line => line.Name);
        var payouts = sums.Payouts.Select(share => new QuotedPayout(
            share.PaymentId, EnumText.Of(Type(method, share.Type)), share.AmountMinor,
            method == RefundMethod.Original ? stored.Payments.Single(payment => payment.Id == share.PaymentId).Card : null)).ToList();
        return new(
            order.Id, order.Currency,
            [
                .. sums.Lines.Where(line => line.Left > 0).Select(line => new QuotedLine(
                    line.LineNo, names[line.LineNo], line.Left, back.GetValueOrDefault(line.LineNo).Quantity, back.GetValueOrDefault(line.LineNo).AmountMinor)),
            ],
            sums.Plan.AmountMinor, payouts, sums.Payouts.Sum(share => Paid(share, method, shop)), order.TotalMinor - order.RefundedMinor,
            approval.Limit.Minor, approval.Needs(order.RefundedMinor + sums.Plan.AmountMinor, method));
    }

    private static TenderType Type(RefundMethod method, TenderType original) => method switch
    {
        RefundMethod.Cash => TenderType.Cash,
        RefundMethod.StoreCredit => TenderType.StoreCredit,
        RefundMethod.Original => original,
    };

    private static long Paid(PayoutShare share, RefundMethod method, CatalogShop shop) => method == RefundMethod.Cash && share.Type != TenderType.Cash
        ? new Money(share.AmountMinor, shop.Currency).RoundTo(shop.Rules.Cash.IncrementMinor, shop.Rules.Cash.Rounding).Minor
        : share.AmountMinor;
}
