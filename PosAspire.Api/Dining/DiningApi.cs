using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Dining;

internal static class DiningApi
{
    public static void MapDining(this IEndpointRouteBuilder api) =>
        api.MapGet("/public/menu", PublicMenu.HandleAsync).AllowAnonymous().Refuses(SalesErrors.UnknownLocation("STK9"))
            .WithTags("Dining").WithSummary("A restaurant's menu with its choices, for everyone, in the reader's language");
}
