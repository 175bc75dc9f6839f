using PosAspire.Api.Catalog;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Inventory;

internal static class InventoryApi
{
    public static void MapInventory(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("/inventory").WithTags("Inventory");
        PosError[] reading = [SharedErrors.InvalidLimit(Paging.MaxLimit), SalesErrors.UnknownLocation("LIQ9")];
        api.MapGet("/levels", ListLevels.AllAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters().Refuses(reading)
            .Refuses(CatalogErrors.InvalidSearch(ProductFinder.MaxQueryLength))
            .WithSummary("What a shop has, page by page; with q only what matches");
        api.MapGet("/low-stock", ListLevels.LowAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters().Refuses(reading)
            .WithSummary("What is at or below its reorder point");
        api.MapGet("/movements", ListMovements.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters().Refuses(reading)
            .WithSummary("Every change of a shop's levels, newest first");
        api.MapPost("/adjustments", AdjustStock.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Body).ReadsJson().Idempotent("inventory.adjust")
            .Refuses(
                InventoryErrors.InvalidAdjustment("It has no lines."), InventoryErrors.NotStocked("Rendang Wagyu"), InventoryErrors.BelowZero("Scoresby Rare Scotch", 2),
                CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."), CatalogErrors.UnknownBarcode("00012345678905"),
                CatalogErrors.AmbiguousBarcode("00088004036225", 3), CatalogErrors.UnknownProduct(Guid.Empty), SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ2"))
            .Produces<AdjustmentBody>(StatusCodes.Status201Created)
            .WithSummary("Receive, count or write off, once per Idempotency-Key");
        api.MapPut("/levels/{productId:guid}", SetLevel.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Body).ReadsJson()
            .Refuses(
                InventoryErrors.InvalidLevel("The policy is block, warn or allow."), InventoryErrors.NotStocked("Rendang Wagyu"), InventoryErrors.BelowZero("Scoresby Rare Scotch", -2),
                CatalogErrors.UnknownProduct(Guid.Empty), SharedErrors.VersionConflict, SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ2"))
            .WithSummary("What happens when a product runs out, and when to buy it again");
    }
}
