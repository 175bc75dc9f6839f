using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

internal static class CartsApi
{
    // Open ones, and the last of the others: what else a screen shows of old orders it read when it was opened.
    private const string Orders =
        """
        SELECT id::text, version::bigint FROM orders WHERE location_id = $1 AND status = 'open'
        UNION (SELECT id::text, version::bigint FROM orders WHERE location_id = $1 ORDER BY id DESC LIMIT 50)
        """;

    private const string Prints =
        """
        SELECT r.id::text, hashtextextended(string_agg(concat_ws(' ', j.number, j.status, j.attempts), ',' ORDER BY j.number), 0)
        FROM registers r CROSS JOIN LATERAL (SELECT number, status, attempts FROM print_jobs WHERE register_id = r.id ORDER BY number DESC LIMIT 20) j
        WHERE r.location_id = $1 GROUP BY r.id
        """;

    private const string Cart = "/registers/{id:guid}/cart";

    private static readonly PosError[] AtRegister = [SalesErrors.UnknownRegister, IdentityErrors.OtherLocation("LIQ9")];

    private static readonly PosError[] AtShop = [SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ9")];

    private static readonly PosError[] Choices = [SalesErrors.UnknownModifier("Wagyu Rib Eye Premium"), SalesErrors.WrongChoices("Wagyu Rib Eye Premium", "Doneness", 1, 1)];

    public static void AddCarts(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CartStore>();
        builder.Services.AddSingleton<CartDesk>();
        builder.Services.AddSingleton<PayCart>();
        builder.Services.AddSingleton(new LiveRows(LiveChange.Cart, "SELECT register_id::text, version FROM carts WHERE location_id = $1"));
        builder.Services.AddSingleton(new LiveRows(LiveChange.Parked, "SELECT id::text, 0::bigint FROM parked_carts WHERE location_id = $1"));
        builder.Services.AddSingleton(new LiveRows(LiveChange.Order, Orders));
        builder.Services.AddSingleton(new LiveRows(LiveChange.Print, Prints));
    }

    public static void MapCarts(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Carts");
        api.MapGet(Cart, GetCart.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource).Refuses(AtRegister)
            .WithSummary("What is being sold at a register, at the prices of now");
        Change(api.MapPost(Cart + "/lines", AddCartLine.HandleAsync)).ReadsJson()
            .Refuses(
                SalesErrors.InvalidLine, SalesErrors.InvalidQuantity(1), SalesErrors.TooManyLines, SalesErrors.TooLarge, CartErrors.UnknownUnit,
                CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."), CatalogErrors.UnknownBarcode("00012345678905"),
                CatalogErrors.UnknownProduct(Guid.Empty), CatalogErrors.AmbiguousBarcode("00088004036225", 3))
            .Refuses(Choices)
            .WithSummary("Put what was scanned or chosen into the cart");
        Change(api.MapPut(Cart + "/lines/{lineNo:int}", ChangeCartLine.HandleAsync)).ReadsJson()
            .Refuses(CartErrors.UnknownLine(1), CartErrors.UnknownUnit, SalesErrors.InvalidQuantity(1), SalesErrors.TooLarge)
            .WithSummary("Say how many there are, and in which unit");
        Change(api.MapDelete(Cart + "/lines/{lineNo:int}", ChangeCartLine.RemoveAsync)).Refuses(CartErrors.UnknownLine(1))
            .WithSummary("Take a line off the cart");
        Change(api.MapPut(Cart + "/note", ChangeCart.NoteAsync)).ReadsJson().Refuses(CartErrors.InvalidNote)
            .WithSummary("Note something for the receipt");
        Change(api.MapDelete(Cart, ChangeCart.ClearAsync))
            .WithSummary("Give the cart up and begin another");
        Change(api.MapPost(Cart + "/park", ParkCart.HandleAsync)).ReadsJson().Refuses(CartErrors.NothingToPark, CartErrors.TooManyParked, CartErrors.InvalidLabel)
            .WithSummary("Put the cart aside and begin another");
        Change(api.MapPost(Cart + "/resume", ParkCart.ResumeAsync)).ReadsJson().Refuses(CartErrors.UnknownParked(Guid.Empty), CartErrors.TooManyParked)
            .WithSummary("Go on with a parked cart; what is in the cart now is parked first");
        api.MapPost(Cart + "/pay", PayCart.HandleAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(AtRegister).Refuses(Choices)
            .Refuses(
                SharedErrors.KeyMissing, CartErrors.Changed, CartErrors.NotSold("Averna Amaro"), SalesErrors.NoLines, SalesErrors.TooLarge, SalesErrors.CatalogMoving,
                PaymentErrors.InvalidTender(), PaymentErrors.TenderTooSmall(new(1_069, Currency.Usd), new(1_000, Currency.Usd)),
                InventoryErrors.OutOfStock("Scoresby Rare Scotch", 0, 1))
            .Produces<OrderBody>(StatusCodes.Status201Created)
            .WithSummary("Sell the cart for cash, once, if it is still as it was shown");
        api.MapGet("/locations/{code}/parked", ParkCart.ListAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource).Refuses(AtShop)
            .WithSummary("The carts that are put aside, oldest first");
        api.MapDelete("/locations/{code}/parked/{cartId:guid}", ParkCart.DiscardAsync).RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource).Refuses(AtShop)
            .WithSummary("Throw a parked cart away");
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Policies.Sell).AtLocation(LocationFrom.Resource)
        .Refuses(AtRegister).Refuses(SharedErrors.KeyMissing, CartErrors.Busy)
        .Produces<CartBody>(StatusCodes.Status200OK);
}
