using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

internal static class PayingApi
{
    private static readonly PosError[] AtOrder = [SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9")];

    public static readonly PosError[] Tenders =
    [
        PaymentErrors.InvalidTender(), PaymentErrors.TenderTooLarge(new(1_069, Currency.Usd)), PaymentErrors.TipTooLarge, PaymentErrors.NotInTraining,
        PaymentErrors.NotConfigured, PaymentErrors.SourceMissing, StoredValueErrors.InvalidCode, StoredValueErrors.UnknownCode, StoredValueErrors.NotEnough,
        StoredValueErrors.OtherCurrency, OfflineErrors.ApprovalNeeded,
    ];

    private static readonly PosError[] Approval =
        [IdentityErrors.ApproverIncomplete, IdentityErrors.ApproverRefused, IdentityErrors.Locked(SignInSubject.LockTime), IdentityErrors.Busy];

    public static void AddPaying(this WebApplicationBuilder builder)
    {
        builder.Services.AddPayments(builder.Configuration);
        builder.Services.AddScoped<CheckoutDesk>();
        builder.Services.AddScoped<BeginCheckout>();
        builder.Services.AddScoped<AddTender>();
        builder.Services.AddScoped<OfflineDesk>();
        builder.Services.AddSingleton<TenderCheck>();
        builder.Services.AddScoped<SellPaid>();
    }

    public static void MapPaying(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Payments");
        Sell(api.MapPost("/registers/{id:guid}/cart/checkout", BeginCheckout.OfCartAsync)).ReadsJson()
            .Refuses(
                SalesErrors.UnknownRegister, IdentityErrors.OtherLocation("LIQ9"), CartErrors.Changed, CartErrors.NotSold("Averna Amaro"), SalesErrors.NoLines,
                SalesErrors.TooLarge, SalesErrors.CatalogMoving, SharedErrors.KeyReused, InventoryErrors.OutOfStock("Scoresby Rare Scotch", 0, 1),
                SalesErrors.UnknownModifier("Wagyu Rib Eye Premium"), SalesErrors.WrongChoices("Wagyu Rib Eye Premium", "Doneness", 1, 1))
            .WithSummary("Make an order of the cart that is paid tender by tender");
        Sell(api.MapPost("/orders/{id:guid}/checkout", BeginCheckout.OfOrderAsync)).Idempotent("orders.checkout").Refuses(AtOrder)
            .Refuses(
                OpenOrderErrors.NotOpen(OrderStatus.Completed), OpenOrderErrors.NothingToPay, SalesErrors.TooLarge, SalesErrors.CatalogMoving,
                InventoryErrors.OutOfStock("Scoresby Rare Scotch", 0, 1), DiningErrors.DishOut("Wagyu Rib Eye Premium"))
            .Produces<OrderDetail>(StatusCodes.Status200OK)
            .WithSummary("The bill of an open order stands and its money is awaited");
        Sell(api.MapGet("/orders/{id:guid}/checkout", ShowAsync)).Refuses(AtOrder)
            .WithSummary("How far an order is paid");
        Sell(api.MapPost("/orders/{id:guid}/tenders", AddTender.HandleAsync)).ReadsJson().Refuses(AtOrder).Refuses(Tenders).Refuses(Approval)
            .Refuses(SharedErrors.KeyMissing, SharedErrors.KeyReused, PaymentErrors.NotAwaited(OrderStatus.Completed))
            .WithSummary("Take one tender of an order: cash, or a card or code that somebody outside takes the money of");
        Sell(api.MapPost("/orders/{id:guid}/tenders/{tender:guid}/cancel", GiveUpTender.HandleAsync)).Refuses(AtOrder)
            .Refuses(PaymentErrors.UnknownTender, PaymentErrors.NotAwaited(OrderStatus.Completed))
            .WithSummary("Let a tender go");
        Sell(api.MapGet("/orders/{id:guid}/tenders/{tender:guid}/qr", ShowQr.HandleAsync)).Refuses(AtOrder)
            .Refuses(PaymentErrors.UnknownTender, OfflineErrors.NoCode)
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml")
            .WithSummary("The code of a tender that waits to be scanned, as a picture");
        Sell(api.MapPost("/orders/{id:guid}/checkout/cancel", GiveUpTender.AllAsync)).ReadsJson().Refuses(AtOrder)
            .Refuses(OpenOrderErrors.ReasonMissing, PaymentErrors.NotAwaited(OrderStatus.Completed))
            .WithSummary("Let the whole checkout go: money goes back, goods go back, a table's order is open again");
    }

    private static async Task<Results<Ok<CheckoutBody>, PosProblem>> ShowAsync(
        Guid id, Actor actor, CheckoutDesk desk, CancellationToken cancellation)
    {
        var (at, unknown) = await desk.FindAsync(id, actor, cancellation);
        return at is null ? unknown!.AsProblem() : TypedResults.Ok(at.Body());
    }

    private static RouteHandlerBuilder Sell(RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource);
}
