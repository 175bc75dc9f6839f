using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

internal static class QuoteOrder
{
    public static async Task<Results<Ok<QuoteBody>, PosProblem>> HandleAsync(QuoteRequest request, SaleStore store, CancellationToken cancellation)
    {
        if (WantedLines.TryRead(request.Location, request.Lines, out var wanted) is { } unreadable)
            return unreadable.AsProblem();
        var facts = await store.ReadAsync(request.Location, wanted, null, cancellation);
        if (facts.Shop is null)
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (facts.LineError is { } unsellable)
            return unsellable.AsProblem();
        if (Basket.TryPrice(facts.Shop, facts.Lines, out var basket) is { } unpriceable)
            return unpriceable.AsProblem();

        return TypedResults.Ok(Body(basket!));
    }

    private static QuoteBody Body(Basket basket)
    {
        var totals = basket.Totals;
        return new(
            basket.Shop.Code, totals.Total.Currency.Code, OrderBodies.Lines(basket), totals.Net.Minor, OrderBodies.Taxes(totals),
            totals.Service.Minor, totals.Total.Minor, totals.CashRounding.Minor, totals.DueInCash.Minor);
    }
}
