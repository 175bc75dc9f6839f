using PosAspire.Web.Dining.Parts;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Kitchen;

/// <summary>The kitchen's routes.</summary>
public static class KitchenPages
{
    public static void MapKitchen(this IEndpointRouteBuilder pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var kitchen = pages.MapGroup("/kitchen").RequireAuthorization().AddEndpointFilter<NeedsPlace>().AddEndpointFilter<NeedsRestaurant>();
        kitchen.MapGet("", (HttpContext http, KitchenScreen screen, CancellationToken stop, string? station = null) => screen.Draw(http, station, stop));
        kitchen.MapGet("/out", (HttpContext http, KitchenScreen screen, CancellationToken stop) => screen.AskOut(http, null, stop));
        kitchen.MapPost("/out", (HttpContext http, KitchenScreen screen, CancellationToken stop) => screen.MarkOut(http, stop));
        kitchen.MapPost("/tickets/{id:guid}/bump", (Guid id, HttpContext http, KitchenScreen screen, CancellationToken stop) => screen.Act(id, "bump", http, stop));
        kitchen.MapPost("/tickets/{id:guid}/recall", (Guid id, HttpContext http, KitchenScreen screen, CancellationToken stop) => screen.Act(id, "recall", http, stop));
    }
}
