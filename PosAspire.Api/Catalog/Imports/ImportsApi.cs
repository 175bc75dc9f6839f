using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Imports;

internal static class ImportsApi
{
    public static void MapImports(this IEndpointRouteBuilder api)
    {
        PosError[] ofOne = [ImportErrors.Unknown(Guid.Empty), IdentityErrors.OtherLocation("LIQ2")];
        api.MapPost("/imports/products", SendImport.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters()
            .ReadsBytes(ImportJob.MaxBytes).Idempotent("catalog.import")
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), ImportErrors.Empty, ImportErrors.TooLarge, ImportErrors.NotText)
            .Produces<QueuedImport>(StatusCodes.Status202Accepted)
            .WithSummary("Import products and prices for a shop: the body is a CSV file of at most 10 MB. With skipBroken=true rows that cannot be imported are left out; otherwise one of them keeps everything as it was");
        api.MapGet("/imports", ReadImports.ListAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit), SalesErrors.UnknownLocation("LIQ9"))
            .WithSummary("A shop's imports, newest first");
        api.MapGet("/imports/{id:guid}", ReadImports.OneAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(ofOne)
            .WithSummary("How far an import is, or what became of it");
        api.MapGet("/imports/{id:guid}/report", ReadImports.ReportAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(ofOne)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .WithSummary("Every row with something wrong, as CSV");
    }
}
