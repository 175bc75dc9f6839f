using Microsoft.AspNetCore.Http.HttpResults;

namespace PosAspire.Web.Frame;

/// <summary>What a browser chose for itself: language and theme. Kept in cookies, so also before anybody signs in.</summary>
public static class Choices
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public static void MapChoices(this IEndpointRouteBuilder pages)
    {
        pages.MapPost("/language", Language);
        pages.MapPost("/theme", Theme);
    }

    private static async Task<RedirectHttpResult> Language(HttpContext http, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (Languages.Known(form["language"]) is { } language)
            Keep(http, Languages.Cookie, language);
        return Back(form);
    }

    private static async Task<RedirectHttpResult> Theme(HttpContext http, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (Themes.All.Contains(form["theme"].ToString()))
            Keep(http, Themes.Cookie, form["theme"].ToString());
        return Back(form);
    }

    private static void Keep(HttpContext http, string cookie, string value) => http.Response.Cookies.Append(cookie, value, new()
    {
        MaxAge = Kept,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        Secure = http.Request.IsHttps,
    });

    private static RedirectHttpResult Back(IFormCollection form) => TypedResults.LocalRedirect(LocalPath.Of(form["returnUrl"], "/"));
}
