using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Sales.Paying;

/// <summary>A stored order in the words in which a sale at once is answered.</summary>
internal static class PaidOrders
{
    public static OrderBody Body(StoredOrder stored, CatalogShop shop)
    {
        var order = stored.Order;
        var paid = stored.Payments.Where(payment => payment.Stands).ToList();
        return new(
            order.Id, OrderBodies.Number(order.Number, order.Training), EnumText.Of(order.Status), shop.Code, order.RegisterId, order.Training, order.Currency,
            order.BusinessDay, DateTime.SpecifyKind(order.CreatedAt, DateTimeKind.Utc),
            [.. stored.Active.Select(line => new LineBody(
                line.ProductId, line.Name, line.Size, EnumText.Of(line.Unit), line.UnitQuantity, line.Quantity, line.UnitPriceMinor,
                StoredOrder.Choices(line.Modifiers), line.DiscountMinor, line.LineTotalMinor))],
            order.SubtotalMinor, stored.Taxes(), order.ServiceMinor, order.TotalMinor, order.CashRoundingMinor, order.DueMinor,
            paid.Sum(payment => payment.TenderedMinor), paid.Sum(payment => payment.ChangeMinor), [], ReceiptLinks.Of(order.Id), order.Note);
    }
}
