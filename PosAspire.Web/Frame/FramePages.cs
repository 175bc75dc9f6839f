using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Frame;

/// <summary>The pages that belong to no room: the start, the error page and the answer to an unknown address.</summary>
public static class FramePages
{
    public static void MapFrame(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", Start);
        pages.MapChoices();
        pages.MapLive();
        pages.Map("/error", (HttpContext http) => Trouble.Failed.Answer(http));
        pages.MapFallback((HttpContext http) => Trouble.NotFound.Answer(http));
    }

    // Each is led to where the work is; who has several places chooses; a guest came for the menu.
    private static IResult Start(HttpContext http, IStringLocalizer<Words> L)
    {
        var place = Place.Of(http);
        if (http.User.Identity?.IsAuthenticated != true)
            return place is { IsRegistered: true } ? TypedResults.LocalRedirect("/pin") : StartPage.Answer(null);
        var ways = Ways(http, place, L);
        return ways.Count == 1 ? TypedResults.LocalRedirect(ways[0].Path) : StartPage.Answer(ways);
    }

    private static List<StartPage.Way> Ways(HttpContext http, Place? place, IStringLocalizer<Words> L)
    {
        bool Is(params string[] roles) => roles.Any(http.User.IsInRole);
        List<StartPage.Way> ways = [];
        if (place is null && Is("admin", "manager", "cashier", "server"))
            ways.Add(new(NeedsPlace.ChoosePath, L["Choose a register"], L["Then sell here"]));
        else if (place is { IsRestaurant: true } && Is("admin", "manager", "cashier", "server"))
            ways.Add(new("/floor", L["Floor"], L["Tables, orders and takeaway at {0}", place.Shop]));
        else if (place is not null && Is("admin", "manager", "cashier", "server"))
            ways.Add(new("/till", L["Till"], L["Sell at {0}, {1}", place.RegisterName, place.Shop]));
        if (Is("kitchen") || (place is not { IsRestaurant: false } && Is("admin", "manager")))
            ways.Add(new("/kitchen", L["Kitchen"], L["What is to be cooked, oldest first"]));
        if (Is("admin", "manager"))
            ways.Add(new("/office", L["Back office"], L["Products, stock, orders and people"]));
        return ways;
    }
}
