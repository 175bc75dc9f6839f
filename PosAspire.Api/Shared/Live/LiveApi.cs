using PosAspire.Api.Identity;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Shared.Live;

internal static class LiveApi
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Changes>();
        builder.Services.AddHostedService<ChangePoll>();
    }

    public static void MapLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/locations/{code}/changes", ChangeStream.HandleAsync).WithTags("Live").RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Resource)
            .Refuses(SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ9"), SharedErrors.TooManyListeners)
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .WithSummary("What changes in a shop, as server-sent events, until the token ends");
}
