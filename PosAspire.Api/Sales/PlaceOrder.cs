using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>Sells a basket: priced from the catalogue's memory, written whole or not at all in one round trip.</summary>
internal sealed class PlaceOrder(
    CatalogSnapshot catalog, SaleWriter writer, OrderNumbers numbers, TimeProvider clock, IOptions<JsonOptions> json, ILogger<OrderBody> log)
{
    /// <summary>How often a sale is priced anew because the catalogue changed under it.</summary>
    private const int MaxPricings = 5;

    private static readonly string Cash = EnumText.Of(TenderType.Cash);

    private readonly JsonSerializerOptions options = json.Value.SerializerOptions;

    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(OrderRequest request, IdempotentRequest key, Actor actor, PlaceOrder orders)
    {
        var result = await orders.PlaceAsync(request, key, actor);
        return result.Answer is { } answer ? answer : result.Error!.AsProblem();
    }

    private async Task<(StoredAnswer? Answer, PosError? Error)> PlaceAsync(OrderRequest request, IdempotentRequest key, Actor actor)
    {
        var started = clock.GetTimestamp();
        var view = await catalog.CurrentAsync(CancellationToken.None);
        for (var pricing = 1; pricing <= MaxPricings; pricing++)
        {
            if (TryPrepare(view, request, key, actor, out var basket, out var paid) is { } refusal)
            {
                // What is refused from memory is looked at again when the memory turns out to be old.
                var newer = await catalog.RefreshAsync(CancellationToken.None);
                if (newer.Version == view.Version)
                    return (null, Refused(refusal));
                view = newer;
                continue;
            }

            // From here on the caller's hanging up changes nothing: the sale is written or refused, and the key finds it again.
            var context = new SaleContext(actor.UserId, request.RegisterId, request.Training, request.Training ? [] : await writer.WarningsAsync(basket!));
            var sale = await Sale.CreateAsync(basket!, paid, context, numbers, clock, options);
            var (outcome, error) = await writer.WriteAsync(sale, key);
            if (outcome == WriteOutcome.Refused)
                return (null, Refused(error!));
            if (outcome == WriteOutcome.Written)
            {
                SaleLog.Completed(log, sale, clock.GetElapsedTime(started));
                return (sale.Answer, null);
            }

            view = await catalog.RefreshAsync(CancellationToken.None);
        }

        return (null, Refused(SalesErrors.CatalogMoving));
    }

    private static PosError? TryPrepare(
        CatalogView view, OrderRequest request, IdempotentRequest key, Actor actor, out Basket? basket, out IReadOnlyList<PaidTender> paid)
    {
        basket = null;
        paid = [];
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location);
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code);
        key.At(shop.Id);
        if (request.RegisterId is { } register && !shop.Registers.ContainsKey(register))
            return SalesErrors.UnknownRegister;
        return BasketReader.TryRead(view, shop, request.Lines, out var lines)
            ?? Basket.TryPrice(shop, view.Version, lines, out basket)
            ?? Settle(request.Tenders, basket!.Totals.DueInCash, out paid);
    }

    /// <summary>Divides what is due over what was handed over.</summary>
    internal static PosError? Settle(IReadOnlyList<TenderRequest> tenders, Money due, out IReadOnlyList<PaidTender> paid)
    {
        paid = [];
        var amounts = new long[tenders.Count];
        for (var position = 0; position < amounts.Length; position++)
        {
            if (tenders[position] is not { } tender || tender.Type != Cash)
                return PaymentErrors.InvalidTender();
            amounts[position] = tender.AmountMinor;
        }

        if (!CashTenders.TrySettle(due, amounts, out var settled, out var error))
            return error;
        paid = settled;
        return null;
    }

    private PosError Refused(PosError error)
    {
        // The runbook greps for "payment" and "failed".
        if (error.Code.StartsWith("payment.", StringComparison.Ordinal))
            log.LogWarning("Order refused, payment failed: {Code}", error.Code);
        else
            log.LogInformation("Order refused: {Code}", error.Code);
        return error;
    }
}
