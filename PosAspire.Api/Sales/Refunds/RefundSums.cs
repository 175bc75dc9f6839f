using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>A refund of a stored order, worked out and not written.</summary>
/// <param name="Lines">What was paid for each line that counts, and how much of it came back before.</param>
internal sealed record RefundSums(IReadOnlyList<PaidLine> Lines, RefundPlan Plan, IReadOnlyList<PayoutShare> Payouts)
{
    /// <summary>Works it out, or says why it cannot be.</summary>
    public static PosError? TryOf(CatalogView view, CatalogShop shop, StoredOrder stored, RefundWish wish, out RefundSums? sums)
    {
        sums = null;
        if (stored.Order.MustBeRefundable() is { } refused)
            return refused;
        if (stored.Payments.Exists(payment => payment.Stands && payment.Status != PaymentStatus.Captured))
            return RefundErrors.Uncertain;
        var (order, lines) = (stored.Order, PaidLines(view, shop, stored));
        if (RefundPlan.TryOf(new(order.TotalMinor, shop.Currency), order.RefundedMinor, lines, wish, out var plan) is { } impossible)
            return impossible;
        sums = new(lines, plan!, PayoutPlan.Of(Paid(stored, tips: false), plan!.AmountMinor, order.RefundedMinor, plan.IsLast, shop.Rules.Cash, shop.Currency));
        return null;
    }

    /// <summary>Everything of an order that is undone, tips included.</summary>
    public static RefundSums OfAll(CatalogView view, CatalogShop shop, StoredOrder stored)
    {
        var lines = PaidLines(view, shop, stored);
        var order = stored.Order;
        var back = lines.Select(line => new LineBack(line.LineNo, line.Quantity, line.PaidMinor)).ToList();
        return new(lines, new(back, order.TotalMinor, IsLast: true), PayoutPlan.Of(Paid(stored, tips: true), order.TotalMinor, 0, isLast: true, shop.Rules.Cash, shop.Currency));
    }

    private static List<PaidBy> Paid(StoredOrder stored, bool tips) =>
    [
        .. stored.Payments.Where(payment => payment.Status is PaymentStatus.Captured or PaymentStatus.Refunded).Select(payment => new PaidBy(
            payment.Id, payment.Type, payment.AmountMinor + (tips ? payment.TipMinor : 0), payment.RefundedMinor)),
    ];

    private static List<PaidLine> PaidLines(CatalogView view, CatalogShop shop, StoredOrder stored)
    {
        var (order, active) = (stored.Order, stored.Active.ToList());
        // Kept since the first refund, so that all of them divide the same sums.
        var shares = active.Exists(line => line.PaidMinor is null)
            ? RefundShares.Of([.. active.Select(line => Priced(view, line))], new(order.SubtotalMinor, order.ServiceMinor, order.TaxMinor), shop.Rules)
            : [];
        return [.. active.Select((line, at) => new PaidLine(line.LineNo, line.Quantity, line.RefundedQuantity, line.PaidMinor ?? shares[at]))];
    }

    private static PricedLine Priced(CatalogView view, OrderLine line) => new(
        line.UnitPriceMinor, line.Quantity, line.DiscountMinor, view.TryProduct(line.ProductId, out var product) ? product.CategoryId : default);
}
