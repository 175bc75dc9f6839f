using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Receipts;

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

        var receipt = OrderReceipt.Of(stored, shop, copy);
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
}
