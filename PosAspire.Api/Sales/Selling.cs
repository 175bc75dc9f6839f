using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>What is to be sold, priced anew for each version of the catalogue that is tried.</summary>
/// <param name="Note">For the receipt.</param>
/// <param name="Besides">What else must be true for the sale to be, in its transaction.</param>
internal sealed record Selling(
    Guid? RegisterId, bool Training, string? Note, Func<CatalogView, Prepared> Prepare, Func<Sale, NpgsqlBatchCommand>? Besides = null)
{
    /// <summary>The sale is not paid in its own batch: the order waits for its money, and this request finds it again.</summary>
    public CheckoutStart? Checkout { get; init; }
}

/// <summary>Names the request that began a checkout.</summary>
/// <param name="Hash">Of what was asked under the key.</param>
/// <param name="CartLines">What is put back into the cart when it is given up; null when there was none.</param>
internal sealed record CheckoutStart(string Key, byte[] Hash, string? CartLines = null);

/// <summary>A basket that is priced and paid, or why not.</summary>
internal readonly record struct Prepared(PosError? Error, Basket? Basket, IReadOnlyList<PaidTender> Paid)
{
    public static Prepared Refused(PosError error) => new(error, null, []);

    /// <summary>To be paid tender by tender.</summary>
    public static Prepared Unpaid(CatalogView view, CatalogShop shop, BasketLine[] lines) =>
        Basket.TryPrice(shop, view.Version, lines, out var basket) is { } tooLarge ? Refused(tooLarge) : new(null, basket, []);

    public static Prepared Of(CatalogView view, CatalogShop shop, BasketLine[] lines, IReadOnlyList<TenderRequest> tenders)
    {
        if (Basket.TryPrice(shop, view.Version, lines, out var basket) is { } tooLarge)
            return Refused(tooLarge);
        return PlaceOrder.Settle(tenders, basket!.Totals.DueInCash, out var paid) is { } unpaid ? Refused(unpaid) : new(null, basket, paid);
    }
}
