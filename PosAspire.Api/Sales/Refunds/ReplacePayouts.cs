using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <param name="Method"><c>cash</c>, <c>store_credit</c>, or <c>original</c> to ask the provider once more.</param>
/// <param name="CardCode">For store credit.</param>
public sealed record ReplacePayoutsRequest(string Method, string? CardCode = null);

/// <summary>Gives back another way what a provider refused to give back: the claim stands, only its way changes.</summary>
internal sealed class ReplacePayouts(OrderDesk desk, PosDbContext database, NpgsqlDataSource source, RefundEngine engine, Changes changes)
{
    private RefundEntry? written;

    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, Guid refundId, ReplacePayoutsRequest request, IdempotentRequest key, Actor actor, ReplacePayouts payouts) => payouts.ReplaceAsync(id, refundId, request, key, actor);

    private async Task<Results<StoredAnswer, PosProblem>> ReplaceAsync(Guid id, Guid refundId, ReplacePayoutsRequest request, IdempotentRequest key, Actor actor)
    {
        var result = await desk.ChangeAsync(id, key, actor, Policies.Manage, edit => BookAsync(edit, refundId, request));
        if (result.Result is StoredAnswer && written is not null)
            await ProviderPayouts.AskAsync(engine, changes, written.Outside);
        return result;
    }

    private async Task<PosError?> BookAsync(OrderEdit edit, Guid refundId, ReplacePayoutsRequest request)
    {
        written = null;
        if (!EnumText.TryParse<RefundMethod>(request.Method, out var method))
            return RefundErrors.InvalidMethod;
        var shop = edit.Shop.Id;
        // The engine locks the refund too, so that neither overwrites what the other found.
        var refunds = await database.Refunds.FromSql($"SELECT * FROM refunds WHERE location_id = {shop} AND id = {refundId} FOR NO KEY UPDATE").AsTracking().ToListAsync();
        if (refunds is not [var refund] || refund.OrderId != edit.Order.Id)
            return RefundErrors.Unknown(refundId);
        var payouts = await database.RefundPayouts.AsTracking().Where(payout => payout.LocationId == shop && payout.RefundId == refundId).OrderBy(payout => payout.Id).ToListAsync();
        var failed = payouts.Where(payout => payout is { Status: RefundStatus.Failed, ReplacedBy: null }).ToList();
        if (failed.Count == 0)
            return RefundErrors.NothingFailed;
        var (credit, unknown) = method == RefundMethod.StoreCredit ? await RefundCredit.FindAsync(edit, source, request.CardCode) : default;
        if (unknown is not null)
            return unknown;

        var entry = new RefundEntry(edit, refund, new(method, credit));
        failed.ForEach(entry.Replace);
        var standing = payouts.Where(payout => payout.ReplacedBy is null).Concat(entry.Payouts).ToList();
        refund.Settle(standing.Select(payout => payout.Status), edit.At);
        edit.Say("refund.replaced", new
        {
            orderId = edit.Order.Id,
            refundId,
            method = request.Method,
            amountMinor = failed.Sum(payout => payout.AmountMinor),
            currency = edit.Order.Currency,
        });
        var lines = await database.RefundLines.AsNoTracking().Where(line => line.LocationId == shop && line.RefundId == refundId).OrderBy(line => line.LineNo).ToListAsync();
        edit.Answer = (StatusCodes.Status201Created, $"/api/v1/orders/{edit.Order.Id}/refunds", RefundBody.Of(refund, edit.Shop.Currency.Code, lines, payouts.Concat(entry.Payouts), edit.Stored.Payments));
        written = entry;
        return null;
    }
}
