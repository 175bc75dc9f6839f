namespace PosAspire.Web.Frame;

/// <summary>The pages that belong to no room: the start, the error page and the answer to an unknown address.</summary>
public static class FramePages
{
    public static void MapFrame(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/", Start);
        pages.MapChoices();
        pages.Map("/error", (HttpContext http) => Trouble.Failed.Answer(http));
        pages.MapFallback((HttpContext http) => Trouble.NotFound.Answer(http));
    }

    // Staff go on to work; a guest came for the menu.
    private static IResult Start(HttpContext http) =>
        http.User.Identity?.IsAuthenticated == true ? TypedResults.LocalRedirect("/till") : StartPage.Answer();
}
