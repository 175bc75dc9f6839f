using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Sales.Paying;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>Sells a basket: priced from the catalogue's memory, written whole or not at all in one round trip.</summary>
internal sealed class PlaceOrder(
    CatalogSnapshot catalog, SaleWriter writer, OrderNumbers numbers, Changes changes, TimeProvider clock, IOptions<JsonOptions> json, ILogger<OrderBody> log)
{
    /// <summary>How often a sale begins anew because the catalogue or a count changed under it.</summary>
    private const int MaxPricings = 5;

    private static readonly string Cash = EnumText.Of(TenderType.Cash);

    private readonly JsonSerializerOptions options = json.Value.SerializerOptions;

    public static async Task<Results<StoredAnswer, PosProblem>> HandleAsync(OrderRequest request, IdempotentRequest key, Actor actor, PlaceOrder orders, SellPaid paying)
    {
        if (!TryNote(request.Note, out var note))
            return CartErrors.InvalidNote.AsProblem();
        if (request.Tenders?.Any(tender => tender is not null && tender.Type != Cash) == true)
        {
            var unpaid = new Selling(request.RegisterId, request.Training, note, view => Prepare(view, request, key, actor, paid: false));
            var (answer, refused) = await paying.SellAsync(request, unpaid, key, actor);
            return answer is not null ? answer : refused!.AsProblem();
        }

        var (sale, error) = await orders.SellAsync(new(request.RegisterId, request.Training, note, view => Prepare(view, request, key, actor)), key, actor);
        return sale is not null ? sale.Answer : error!.AsProblem();
    }

    /// <summary>Sells, exactly once per key.</summary>
    internal async Task<(Sale? Sale, PosError? Error)> SellAsync(Selling selling, IdempotentRequest key, Actor actor)
    {
        var started = clock.GetTimestamp();
        var view = await catalog.CurrentAsync(CancellationToken.None);
        for (var pricing = 1; pricing <= MaxPricings; pricing++)
        {
            var (refusal, basket, paid) = selling.Prepare(view);
            if (refusal is not null)
            {
                // What is refused from memory is looked at again when the memory turns out to be old.
                var newer = await catalog.RefreshAsync(CancellationToken.None);
                if (newer.Version == view.Version)
                    return (null, Refused(refusal));
                view = newer;
                continue;
            }

            // From here on the caller's hanging up changes nothing: the sale is written or refused, and the key finds it again.
            var warnings = selling.Training ? [] : await writer.WarningsAsync(basket!);
            var context = new SaleContext(actor.UserId, selling.RegisterId, selling.Training, warnings, selling.Note, selling.Besides, selling.Checkout);
            var sale = await Sale.CreateAsync(basket!, paid, context, numbers, clock, options);
            var (outcome, error) = await writer.WriteAsync(sale, key);
            if (outcome == WriteOutcome.Refused)
                return (null, Refused(error!));
            if (outcome == WriteOutcome.Written)
            {
                changes.Publish(basket!.Shop.Code, LiveChange.Order, sale.Id, 1);
                if (selling.Checkout is null)
                    SaleLog.Completed(log, sale, clock.GetElapsedTime(started));
                return (sale, null);
            }

            view = await catalog.RefreshAsync(CancellationToken.None);
        }

        return (null, Refused(SalesErrors.CatalogMoving));
    }

    /// <summary>A note as it is stored: null when there is none; false when it is no note.</summary>
    internal static bool TryNote(string? typed, out string? note)
    {
        note = string.IsNullOrWhiteSpace(typed) ? null : TypedText.Read(typed, Cart.MaxNoteLength);
        return note is not null || string.IsNullOrWhiteSpace(typed);
    }

    private static Prepared Prepare(CatalogView view, OrderRequest request, IdempotentRequest key, Actor actor, bool paid = true)
    {
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return Prepared.Refused(SalesErrors.UnknownLocation(request.Location));
        if (!actor.May(Policies.Sell, shop.Code))
            return Prepared.Refused(IdentityErrors.OtherLocation(shop.Code));
        key.At(shop.Id);
        if (request.RegisterId is { } register && !shop.Registers.ContainsKey(register))
            return Prepared.Refused(SalesErrors.UnknownRegister);
        if (BasketReader.TryRead(view, shop, request.Lines, out var lines) is { } error)
            return Prepared.Refused(error);
        return paid ? Prepared.Of(view, shop, lines, request.Tenders) : Prepared.Unpaid(view, shop, lines);
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
