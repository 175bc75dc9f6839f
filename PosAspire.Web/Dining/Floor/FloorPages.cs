using PosAspire.Web.Dining.Orders;
using PosAspire.Web.Dining.Parts;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Floor;

/// <summary>The routes of the restaurant's till start at the floor.</summary>
public static class FloorPages
{
    public static void MapFloor(this IEndpointRouteBuilder pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var floor = pages.MapGroup("/floor").RequireAuthorization().AddEndpointFilter<NeedsPlace>().AddEndpointFilter<NeedsRestaurant>();
        floor.MapGet("", (HttpContext http, FloorScreen screen, CancellationToken stop, string? area = null) => screen.Draw(http, area, stop));
        floor.MapGet("/tables/{id:guid}", (Guid id, HttpContext http, FloorScreen screen, CancellationToken stop) => screen.AskGuests(http, id, stop));
        floor.MapPost("/tables/{id:guid}", (Guid id, HttpContext http, FloorScreen screen, CancellationToken stop) => screen.Seat(http, id, stop));
        floor.MapGet("/takeaway", (HttpContext http, FloorScreen screen, CancellationToken stop) => screen.AskName(http, stop));
        floor.MapPost("/takeaway", (HttpContext http, FloorScreen screen, CancellationToken stop) => screen.Collect(http, stop));
        floor.MapOrders();
    }
}
