using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

internal static class QuoteOrder
{
    public static async Task<Results<Ok<QuoteBody>, PosProblem>> HandleAsync(
        QuoteRequest request, Actor actor, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        return TryPrice(view, request, actor, out var basket) is { } error ? error.AsProblem() : TypedResults.Ok(Body(basket!));
    }

    private static PosError? TryPrice(CatalogView view, QuoteRequest request, Actor actor, out Basket? basket)
    {
        basket = null;
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location);
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code);
        return BasketReader.TryRead(view, shop, request.Lines, out var lines) ?? Basket.TryPrice(shop, view.Version, lines, out basket);
    }

    private static QuoteBody Body(Basket basket)
    {
        var totals = basket.Totals;
        return new(
            basket.Shop.Code, totals.Total.Currency.Code, OrderBodies.Lines(basket), totals.Net.Minor, OrderBodies.Taxes(totals),
            totals.Service.Minor, totals.Total.Minor, totals.CashRounding.Minor, totals.DueInCash.Minor);
    }
}
