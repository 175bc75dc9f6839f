using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Receipts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Receipts;

/// <summary>
/// An order's receipt as text, as a page or as a printer's bytes. Asking changes nothing, so a till that lost the answer may ask again; whoever
/// prints it a second time says so with <c>copy=true</c>, and then it says DUPLICATE and opens no drawer.
/// </summary>
internal static class GetReceipt
{
    private const int DefaultColumns = 42;

    // Shows under any page's policy and may do nothing of its own.
    private const string PagePolicy = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    public static async Task<Results<FileContentHttpResult, PosProblem>> HandleAsync(
        Guid id, Actor actor, PosDbContext database, CatalogSnapshot catalog, HttpContext http, CancellationToken cancellation,
        string format = "text", int columns = DefaultColumns, bool copy = false, bool qr = false)
    {
        if (format is not ("text" or "html" or "escpos"))
            return ReceiptErrors.UnknownFormat.AsProblem();
        if (!Receipt.Widths.Contains(columns))
            return ReceiptErrors.UnknownWidth.AsProblem();
        var view = await catalog.CurrentAsync(cancellation);
        if (await StoredOrders.FindAsync(database, view, id, cancellation) is not { } stored)
            return SalesErrors.UnknownOrder(id).AsProblem();
        var shop = view.ShopOf(stored.Order);
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();

        var receipt = Of(stored, shop, copy);
        var layout = ReceiptLayout.Of(receipt, columns, forPrinter: format == "escpos");
        switch (format)
        {
            case "html":
                http.Response.Headers.ContentSecurityPolicy = PagePolicy;
                return TypedResults.Bytes(Encoding.UTF8.GetBytes(ReceiptHtml.Of(receipt, layout)), "text/html; charset=utf-8");
            case "escpos":
                return TypedResults.Bytes(ReceiptEscPos.Of(receipt, layout, qr), "application/octet-stream", $"receipt-{receipt.Number}.bin");
            default:
                return TypedResults.Bytes(Encoding.UTF8.GetBytes(ReceiptText.Of(layout)), "text/plain; charset=utf-8");
        }
    }

    private static Receipt Of(StoredOrder stored, CatalogShop shop, bool copy)
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
            Currency = Currency.Of(order.Currency),
            Lines = [.. stored.Active.Select(Line)],
            SubtotalMinor = order.SubtotalMinor,
            ServiceMinor = order.ServiceMinor,
            Taxes = [.. stored.Taxes().Select(tax => new ReceiptTax(tax.Name, tax.Rate, tax.AmountMinor, tax.Included))],
            TotalMinor = order.TotalMinor,
            CashRoundingMinor = order.CashRoundingMinor,
            DueMinor = order.DueMinor,
            Tenders = [.. stored.Payments.Select(Tender)],
        };
    }

    private static ReceiptLine Line(OrderLine line) => new(
        line.Name, line.Size, line.Quantity, line.UnitPriceMinor, line.DiscountMinor, line.LineTotalMinor,
        [.. StoredOrder.Choices(line.Modifiers).Select(choice => new ReceiptChoice(choice.Name, choice.PriceMinor))]);

    private static ReceiptTender Tender(Payment payment) => new(
        payment.Type switch { TenderType.Cash => "Cash" }, payment.Type == TenderType.Cash, payment.TenderedMinor, payment.ChangeMinor);
}
