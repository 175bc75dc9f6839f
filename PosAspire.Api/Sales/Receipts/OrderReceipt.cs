using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Receipts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Receipts;

/// <summary>What the receipt of a stored order says.</summary>
internal static class OrderReceipt
{
    public static Receipt Of(StoredOrder stored, CatalogShop shop, bool copy)
    {
        var order = stored.Order;
        var at = DateTime.SpecifyKind(order.CompletedAt ?? order.CreatedAt, DateTimeKind.Utc);
        return new()
        {
            ShopName = shop.Name,
            Address = shop.Receipt.Address,
            Phone = shop.Receipt.Phone,
            Header = shop.Receipt.Header,
            Footer = shop.Receipt.Footer,
            OrderId = order.Id,
            Number = OrderBodies.Number(order.Number, order.Training),
            At = TimeZoneInfo.ConvertTimeFromUtc(at, shop.TimeZone),
            Status = order.Status,
            IsTraining = order.Training,
            IsCopy = copy,
            Label = order.Label,
            Note = order.Note,
            Currency = Currency.Of(order.Currency),
            Lines = [.. stored.Active.Select(Line)],
            SubtotalMinor = order.SubtotalMinor,
            ServiceMinor = order.ServiceMinor,
            Taxes = [.. stored.Taxes().Select(tax => new ReceiptTax(tax.Name, tax.Rate, tax.AmountMinor, tax.Included))],
            TotalMinor = order.TotalMinor,
            CashRoundingMinor = order.CashRoundingMinor,
            DueMinor = order.DueMinor,
            RefundedMinor = order.RefundedMinor,
            // What was handed back before the order was paid never paid it.
            Tenders = [.. stored.Payments.Where(payment => payment.Stands || (payment.RefundedMinor > 0 && payment.Wanted == PaymentWanted.Money)).Select(Tender)],
        };
    }

    private static ReceiptLine Line(OrderLine line) => new(
        line.Name, line.Size, line.Quantity, line.UnitPriceMinor, line.DiscountMinor, line.LineTotalMinor,
        [.. StoredOrder.Choices(line.Modifiers).Select(choice => new ReceiptChoice(choice.Name, choice.PriceMinor))]);

    private static ReceiptTender Tender(Payment payment) => new(
        payment.Status is PaymentStatus.Captured or PaymentStatus.Refunded ? Name(payment) : $"{Name(payment)} (not taken yet)",
        payment.Type == TenderType.Cash, payment.TenderedMinor, payment.ChangeMinor, payment.TipMinor, payment.RefundedMinor);

    private static string Name(Payment payment) => payment.Type switch
    {
        TenderType.Cash => "Cash",
        // "visa 4242", as the shop may print it.
        TenderType.Card => payment.Card is { } card ? $"Card {card}" : "Card",
        TenderType.GiftCard => "Gift card",
        TenderType.StoreCredit => "Store credit",
        TenderType.Qris => "QRIS",
    };
}
