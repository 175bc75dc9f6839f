using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Catalog;

internal static class CatalogApi
{
    public static void MapCatalog(this IEndpointRouteBuilder api) =>
        api.MapGet("/products/by-barcode/{code}", ProductsByBarcode.HandleAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."), CatalogErrors.UnknownBarcode("00012345678905"), SalesErrors.UnknownLocation("LIQ9"))
            .WithTags("Catalog").WithSummary("What a scanned barcode stands for; several products may share it");
}
