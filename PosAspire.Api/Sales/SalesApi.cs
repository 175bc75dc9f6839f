using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Sales.Paying;
using PosAspire.Api.Sales.Printing;
using PosAspire.Api.Sales.Receipts;
using PosAspire.Api.Sales.Refunds;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Printing;
using PosAspire.Domain.Sales.Receipts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

internal static class SalesApi
{
    private static readonly PosError[] BasketRefusals =
    [
        SalesErrors.NoLines, SalesErrors.TooManyLines, SalesErrors.InvalidLine, SalesErrors.InvalidQuantity(1), SalesErrors.TooLarge, SalesErrors.UnknownLocation("LIQ9"),
        CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."), CatalogErrors.UnknownBarcode("00012345678905"),
        CatalogErrors.UnknownProduct(Guid.Empty), CatalogErrors.AmbiguousBarcode("00088004036225", 3),
        SalesErrors.UnknownModifier("Wagyu Rib Eye Premium"), SalesErrors.WrongChoices("Wagyu Rib Eye Premium", "Doneness", 1, 1),
        DiningErrors.DishOut("Wagyu Rib Eye Premium"), IdentityErrors.OtherLocation("LIQ9"),
    ];

    public static void MapSales(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Sales");
        api.MapGet("/locations", ListLocations.HandleAsync).RequireAuthorization(Policies.Staff).Everywhere()
            .WithSummary("The shops");
        api.MapPost("/orders/quote", QuoteOrder.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Body).ReadsJson().Refuses(BasketRefusals)
            .WithSummary("What a basket would cost; nothing is written");
        api.MapPost("/orders", PlaceOrder.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Body).ReadsJson().Refuses(BasketRefusals)
            .Idempotent("orders.place")
            .Refuses(
                SalesErrors.UnknownRegister, SalesErrors.CatalogMoving, PaymentErrors.InvalidTender(),
                PaymentErrors.TenderTooSmall(new(1_069, Currency.Usd), new(1_000, Currency.Usd)), InventoryErrors.OutOfStock("Scoresby Rare Scotch", 0, 1))
            .Refuses(PayingApi.Tenders).Refuses(PaymentErrors.Declined(null))
            .Produces<OrderBody>(StatusCodes.Status201Created)
            .Produces<CheckoutBody>(StatusCodes.Status202Accepted)
            .WithSummary("Sell a basket, exactly once per Idempotency-Key; 202 while the customer still has to pay or nobody knows yet");
        api.MapGet("/orders/{id:guid}", GetOrder.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource)
            .Refuses(SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9"))
            .WithSummary("One order with its lines, payments and history");
        api.MapGet("/orders/{id:guid}/receipt", GetReceipt.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource).ReadsParameters()
            .Refuses(SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9"), ReceiptErrors.UnknownFormat, ReceiptErrors.UnknownWidth)
            .Produces(StatusCodes.Status200OK, contentType: "text/plain", additionalContentTypes: ["text/html", "application/octet-stream"])
            .WithSummary("The receipt as text, as a page or as a printer's bytes");
        api.MapGet("/orders", ListOrders.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(SalesErrors.InvalidLimit(OrderFilter.MaxLimit), SalesErrors.UnknownStatus, SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ9"))
            .WithSummary("The newest orders, page by page");
        api.MapGet("/orders/summary", DaySummary.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ9"))
            .WithSummary("How many orders a shop's business day has so far, and their sum");
        api.MapGet("/orders/{id:guid}/journal", OrderJournal.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .Refuses(SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9"))
            .WithSummary("Who did what to an order");
        api.MapPost("/orders/{id:guid}/print", PrintOrder.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource).ReadsJson()
            .Idempotent("orders.print")
            .Refuses(SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9"), SalesErrors.UnknownRegister, PrintErrors.NoPrinter)
            .Produces<PrintQueuedBody>(StatusCodes.Status202Accepted)
            .WithSummary("Print a receipt at a register's printer");
        api.MapGet("/registers/{id:guid}/print-jobs", PrintJobs.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource)
            .Refuses(SalesErrors.UnknownRegister, IdentityErrors.OtherLocation("LIQ9"))
            .WithSummary("What became of a register's last print jobs");
        api.MapOpenOrders();
        api.MapRefunds();
    }
}
