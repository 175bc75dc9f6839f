using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Guests;

/// <summary>The pages for guests: no account, phone first. The link or the browser says in which language.</summary>
public static class GuestPages
{
    /// <summary>Tells htmx to ask no more (htmx.org/docs, "Polling").</summary>
    private const int StopPolling = 286;

    public static void MapGuests(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/menu", Choose);
        pages.MapGet("/menu/{location}", ShowMenu);
        pages.MapGet("/track/{token}", Track);
    }

    // One restaurant needs no choice; an old link may name one in its query.
    private static async Task<IResult> Choose(HttpContext http, ShopApi api, CancellationToken stop, string? location = null)
    {
        if (location is not null)
            return await ShowMenu(http, api, location, stop);
        var restaurants = (await api.Read<Restaurants>("/api/v1/public/restaurants", stop)).Required.Items;
        return restaurants is [var only]
            ? await ShowMenu(http, api, only.Location, stop)
            : new RazorComponentResult<RestaurantsPage>(new Dictionary<string, object?> { [nameof(RestaurantsPage.Items)] = restaurants });
    }

    private static async Task<IResult> ShowMenu(HttpContext http, ShopApi api, string location, CancellationToken stop)
    {
        var query = QueryString.Create("lang", Languages.Current).Add("location", location);
        var answer = await api.Read<PublicMenu>("/api/v1/public/menu" + query, stop);
        return answer.Value is null
            ? Trouble.NotFound.Answer(http)
            : new RazorComponentResult<MenuPage>(new Dictionary<string, object?> { [nameof(MenuPage.Menu)] = answer.Value });
    }

    private static async Task<IResult> Track(HttpContext http, ShopApi api, string token, CancellationToken stop)
    {
        var answer = await api.Read<GuestOrder>($"/api/v1/public/orders/{Uri.EscapeDataString(token)}", stop);
        if (answer.Value is not { } order)
            return Trouble.NoOrder.Answer(http);
        http.Response.Headers.CacheControl = "no-store";
        if (!http.Request.WantsFragment())
            return new RazorComponentResult<TrackPage>(new Dictionary<string, object?> { [nameof(TrackPage.Order)] = order, [nameof(TrackPage.Token)] = token });
        return new RazorComponentResult<TrackState>(new Dictionary<string, object?> { [nameof(TrackState.Order)] = order, [nameof(TrackState.Refreshed)] = true })
        {
            StatusCode = order.IsOver ? StopPolling : StatusCodes.Status200OK,
        };
    }
}
