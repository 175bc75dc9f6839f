using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>Sells a basket: one round trip reads and prices it, one writes it whole or not at all.</summary>
internal static class PlaceOrder
{
    private const string Operation = "orders.place";

    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        OrderRequest request, HttpContext http, SaleStore store, SaleWriter writer, OrderNumbers numbers, TimeProvider clock,
        IOptions<JsonOptions> json, ILogger<OrderBody> log)
    {
        var started = clock.GetTimestamp();
        var options = json.Value.SerializerOptions;
        if (IdempotentRequest.Read(http.Request, Operation, request, options) is not { } key)
            return SalesErrors.KeyMissing.AsProblem();
        if (WantedLines.TryRead(request.Location, request.Lines, out var wanted) is { } unreadable)
            return unreadable.AsProblem();

        var facts = await store.ReadAsync(request.Location, wanted, key, http.RequestAborted);
        if (facts.Shop is not { } shop)
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (facts.Stored is { } stored)
            return Replay(key, stored);
        if (facts.LineError is { } unsellable)
            return unsellable.AsProblem();
        if (Basket.TryPrice(shop, facts.Lines, out var basket) is { } unpriceable)
            return unpriceable.AsProblem();
        if (basket!.Stock().FirstOrDefault(taken => taken.IsShort) is { Name: not null } gone)
            return Refused(log, InventoryErrors.OutOfStock(gone.Name, gone.OnHand ?? 0, gone.Quantity));
        if (Settle(request.Tenders, basket.Totals.DueInCash, out var paid) is { } unpaid)
            return Refused(log, unpaid);

        // From here on the caller's hanging up changes nothing: the sale is written or refused, and the key finds it again.
        var sale = await Sale.CreateAsync(basket, paid, http.User.Id(), numbers, clock, options);
        var outcome = await writer.WriteAsync(sale, key);
        if (outcome.Error is { } refusal)
            return Refused(log, refusal);
        if (outcome.Stored is { } first)
            return Replay(key, first);
        SaleLog.Completed(log, sale, clock.GetElapsedTime(started));
        return sale.Answer;
    }

    private static Results<StoredAnswer, PosProblem> Replay(IdempotentRequest key, (byte[] Hash, StoredAnswer Answer) stored) =>
        key.IsSameRequest(stored.Hash) ? stored.Answer : SalesErrors.KeyReused.AsProblem();

    private static Results<StoredAnswer, PosProblem> Refused(ILogger log, PosError error)
    {
        // The runbook greps for "payment" and "failed".
        if (error.Code.StartsWith("payment.", StringComparison.Ordinal))
            log.LogWarning("Order refused, payment failed: {Code}", error.Code);
        else
            log.LogInformation("Order refused: {Code}", error.Code);
        return error.AsProblem();
    }

    private static PosError? Settle(IReadOnlyList<TenderRequest> tenders, Money due, out IReadOnlyList<PaidTender> paid)
    {
        paid = [];
        var cash = EnumText.Of(TenderType.Cash);
        if (tenders.Any(tender => tender is null || tender.Type != cash))
            return PaymentErrors.InvalidTender();
        if (!CashTenders.TrySettle(due, [.. tenders.Select(tender => tender.AmountMinor)], out var settled, out var error))
            return error;
        paid = settled;
        return null;
    }
}
