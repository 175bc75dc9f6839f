using PosAspire.Api.Dining.Kitchen;
using PosAspire.Api.Dining.Tables;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Dining;

internal static class DiningApi
{
    private static readonly PosError[] OfShop = [SalesErrors.UnknownLocation("STK9"), IdentityErrors.OtherLocation("STK2")];

    public static void AddDining(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SaveTable>();
        builder.Services.AddScoped<BumpTicket>();
        builder.AddRoomNews();
    }

    public static void MapDining(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Dining");
        api.MapGet("/public/menu", PublicMenu.HandleAsync).AllowAnonymous().Refuses(SalesErrors.UnknownLocation("STK9"))
            .WithSummary("A restaurant's menu with its choices, for everyone, in the reader's language");
        api.MapGet("/public/restaurants", PublicRestaurants.HandleAsync).AllowAnonymous()
            .WithSummary("The restaurants, and whether they are open now");
        api.MapGet("/public/orders/{token}", GuestOrder.HandleAsync).AllowAnonymous().Refuses(DiningErrors.UnknownGuestOrder)
            .WithSummary("Where an order stands, for whoever holds its link");
        api.MapTables();
        api.MapKitchen();
        api.MapGet("/dining/{location}/out", DishesOut.ListAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Resource).Refuses(OfShop)
            .WithSummary("The dishes that are sold out");
        api.MapPut("/dining/{location}/out/{productId:guid}", DishesOut.MarkAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Resource)
            .Refuses(OfShop).Refuses(CatalogErrors.UnknownProduct(Guid.Empty))
            .WithSummary("A dish is sold out; no order takes it from now on");
        api.MapDelete("/dining/{location}/out/{productId:guid}", DishesOut.UnmarkAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Resource)
            .Refuses(OfShop).Refuses(CatalogErrors.UnknownProduct(Guid.Empty))
            .WithSummary("A dish can be ordered again");
        api.MapGet("/locations/{code}/hours", WeekOfHours.ReadAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Resource).Refuses(OfShop)
            .WithSummary("When a shop is open, and whether it is now");
        api.MapPut("/locations/{code}/hours", WeekOfHours.SaveAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfShop).Refuses(DiningErrors.InvalidHours("A time is not written like 09:30."))
            .WithSummary("Set when a shop is open, the whole week");
    }

    private static void MapTables(this IEndpointRouteBuilder api)
    {
        PosError[] refusals = [DiningErrors.InvalidTable("It does not have 1 to 50 seats."), DiningErrors.TableNameTaken("T4"), DiningErrors.PlaceTaken];
        api.MapGet("/dining/{location}/tables", ListTables.HandleAsync).RequireAuthorization(Policies.Serve).AtLocation(LocationFrom.Resource).Refuses(OfShop)
            .WithSummary("The tables of the room and what is going on at them");
        api.MapPost("/dining/{location}/tables", SaveTable.AddAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfShop).Refuses(refusals)
            .WithSummary("Put a table into the room");
        api.MapPut("/dining/{location}/tables/{id:guid}", SaveTable.ChangeAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfShop).Refuses(refusals).Refuses(DiningErrors.UnknownTable(Guid.Empty), SharedErrors.VersionConflict)
            .WithSummary("Change a table or move it on the plan");
        api.MapDelete("/dining/{location}/tables/{id:guid}", SaveTable.RemoveAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .Refuses(OfShop).Refuses(DiningErrors.UnknownTable(Guid.Empty), DiningErrors.TableTaken)
            .WithSummary("Take a table out of the room when nobody sits at it");
    }

    private static void MapKitchen(this IEndpointRouteBuilder api)
    {
        api.MapGet("/kitchen/{location}/tickets", ListTickets.HandleAsync).RequireAuthorization(Policies.Kitchen).AtLocation(LocationFrom.Resource).Refuses(OfShop)
            .WithSummary("What the kitchen has to make, and what it did last");
        api.MapPost("/kitchen/tickets/{id:guid}/bump", BumpTicket.HandleAsync).RequireAuthorization(Policies.Kitchen).AtLocation(LocationFrom.Resource)
            .Idempotent("kitchen.bump").Refuses(DiningErrors.UnknownTicket(Guid.Empty), IdentityErrors.OtherLocation("STK2"))
            .Produces<TicketBody>(StatusCodes.Status200OK)
            .WithSummary("A station is done with a ticket");
        api.MapPost("/kitchen/tickets/{id:guid}/recall", BumpTicket.RecallAsync).RequireAuthorization(Policies.Kitchen).AtLocation(LocationFrom.Resource)
            .Idempotent("kitchen.recall").Refuses(DiningErrors.UnknownTicket(Guid.Empty), IdentityErrors.OtherLocation("STK2"))
            .Produces<TicketBody>(StatusCodes.Status200OK)
            .WithSummary("A station is not done with a ticket after all");
    }
}
