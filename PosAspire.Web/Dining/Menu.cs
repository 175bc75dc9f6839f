using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining;

/// <summary>The menu page for guests: no account, phone first.</summary>
public static class Menu
{
    public static void MapMenu(this IEndpointRouteBuilder pages) => pages.MapGet("/menu", Show);

    private static async Task<IResult> Show(HttpContext http, ShopApi api, CancellationToken stop, string? location = null, string? lang = null)
    {
        var words = MenuWords.For(lang ?? Preferred(http.Request));
        var query = QueryString.Create("lang", words.Language).ToString() + (location is null ? "" : $"&location={Uri.EscapeDataString(location)}");
        var answer = await api.Get<PublicMenu>("/api/v1/public/menu" + query, stop);
        return answer.Value is null
            ? Trouble.NotFound.Answer(http)
            : new RazorComponentResult<MenuPage>(new Dictionary<string, object?>
            {
                [nameof(MenuPage.Menu)] = answer.Value,
                [nameof(MenuPage.Words)] = words,
                [nameof(MenuPage.Location)] = location,
            });
    }

    private static string? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(MenuWords.Languages.Contains);
}
