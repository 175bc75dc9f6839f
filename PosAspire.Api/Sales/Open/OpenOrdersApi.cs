using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

internal static class OpenOrdersApi
{
    private static readonly PosError DishOut = DiningErrors.DishOut("Wagyu Rib Eye Premium");

    private static readonly PosError[] LineRefusals =
    [
        SalesErrors.NoLines, SalesErrors.TooManyLines, SalesErrors.InvalidLine, SalesErrors.InvalidQuantity(1), SalesErrors.TooLarge,
        CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."), CatalogErrors.UnknownBarcode("00012345678905"),
        CatalogErrors.UnknownProduct(Guid.Empty), CatalogErrors.AmbiguousBarcode("00088004036225", 3),
        SalesErrors.UnknownModifier("Wagyu Rib Eye Premium"), SalesErrors.WrongChoices("Wagyu Rib Eye Premium", "Doneness", 1, 1), DishOut,
    ];

    private static readonly PosError OutOfStock = InventoryErrors.OutOfStock("Scoresby Rare Scotch", 0, 1);

    public static void MapOpenOrders(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/open", OpenOrder.HandleAsync).RequireAuthorization(Policies.Serve).AtLocation(LocationFrom.Body).ReadsJson()
            .Idempotent("orders.open").Refuses(LineRefusals)
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), SalesErrors.UnknownRegister, SalesErrors.CatalogMoving, OpenOrderErrors.InvalidLabel, IdentityErrors.OtherLocation("LIQ9"))
            .Refuses(DiningErrors.InvalidSeating("The guests are not 1 to 99."), DiningErrors.UnknownTable(Guid.Empty), DiningErrors.TableTaken)
            .Produces<OrderDetail>(StatusCodes.Status201Created)
            .WithSummary("Begin an order that is added to, sent and paid later");
        Change(api.MapPost("/orders/{id:guid}/lines", AddLines.HandleAsync), Policies.Serve, "orders.add_lines").ReadsJson().Refuses(LineRefusals)
            .WithSummary("Add to an open order, at the prices of now");
        Change(api.MapPut("/orders/{id:guid}/lines/{lineNo:int}", ChangeLine.HandleAsync), Policies.Serve, "orders.change_line").ReadsJson()
            .Refuses(
                OpenOrderErrors.UnknownLine(1), OpenOrderErrors.ReasonMissing, SalesErrors.InvalidQuantity(1), SalesErrors.TooLarge, SalesErrors.TooManyLines,
                CatalogErrors.UnknownProduct(Guid.Empty), SalesErrors.UnknownModifier("Wagyu Rib Eye Premium"), SalesErrors.WrongChoices("Wagyu Rib Eye Premium", "Doneness", 1, 1), DishOut)
            .WithSummary("Change a line; once the kitchen knows of it, it is voided and another takes its place");
        Change(api.MapDelete("/orders/{id:guid}/lines/{lineNo:int}", RemoveLine.HandleAsync), Policies.Serve, "orders.remove_line")
            .Refuses(OpenOrderErrors.UnknownLine(1), OpenOrderErrors.ReasonMissing)
            .WithSummary("Take a line off; with a reason once the kitchen knows of it");
        Change(api.MapPost("/orders/{id:guid}/send", SendOrder.HandleAsync), Policies.Serve, "orders.send").Refuses(OpenOrderErrors.NothingToSend, OutOfStock, DishOut)
            .WithSummary("Tell the kitchen of what it does not know yet");
        Change(api.MapPost("/orders/{id:guid}/pay", PayOrder.HandleAsync), Policies.Sell, "orders.pay").ReadsJson()
            .Refuses(
                OpenOrderErrors.NothingToPay, PaymentErrors.InvalidTender(), PaymentErrors.TenderTooSmall(new(1_069, Currency.Usd), new(1_000, Currency.Usd)), SalesErrors.TooLarge, OutOfStock, DishOut)
            .WithSummary("Pay an open order in cash");
        Change(api.MapPost("/orders/{id:guid}/move", MoveOrder.HandleAsync), Policies.Serve, "orders.move").ReadsJson()
            .Refuses(DiningErrors.UnknownTable(Guid.Empty), DiningErrors.TableTaken)
            .WithSummary("Move the guests of an open order to another table");
        Change(api.MapPost("/orders/{id:guid}/bill", AskForBill.HandleAsync), Policies.Serve, "orders.bill")
            .WithSummary("The guests want to pay");
        Change(api.MapPost("/orders/{id:guid}/cancel", CancelOrder.HandleAsync), Policies.Serve, "orders.cancel").ReadsJson().Refuses(OpenOrderErrors.ReasonMissing)
            .WithSummary("Give up an order that nobody paid");
        Common(api.MapPost("/orders/{id:guid}/void", VoidOrder.HandleAsync), Policies.Sell, "orders.void").ReadsJson()
            .Refuses(
                OpenOrderErrors.NotVoidable(OrderStatus.Open), OpenOrderErrors.VoidTooLate, OpenOrderErrors.ApproverIsRequester, OpenOrderErrors.ReasonMissing,
                IdentityErrors.ApproverIncomplete, IdentityErrors.ApproverRefused, IdentityErrors.Locked(SignInSubject.LockTime), IdentityErrors.Busy)
            .WithSummary("Undo a completed order of today, approved by a second person");
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder endpoint, string policy, string operation) =>
        Common(endpoint, policy, operation).Refuses(OpenOrderErrors.NotOpen(OrderStatus.Completed));

    private static RouteHandlerBuilder Common(RouteHandlerBuilder endpoint, string policy, string operation) =>
        endpoint.RequireAuthorization(policy).AtLocation(LocationFrom.Resource).Idempotent(operation)
            .Refuses(SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9"), SalesErrors.CatalogMoving)
            .Produces<OrderDetail>(StatusCodes.Status200OK);
}
