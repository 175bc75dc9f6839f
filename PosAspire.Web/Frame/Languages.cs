using System.Collections.Frozen;
using System.Globalization;

namespace PosAspire.Web.Frame;

/// <summary>
/// The languages of the screens. Only the words change with the language: amounts and numbers are written as the shop's currency
/// writes them, so the formatting culture stays invariant and the words' culture alone is set.
/// </summary>
public static class Languages
{
    public const string Cookie = "pos.language";

    /// <summary>A guest's link names the language for this one page.</summary>
    public const string Query = "lang";

    public static readonly IReadOnlyList<string> All = ["en", "id"];

    private static readonly FrozenDictionary<string, CultureInfo> Cultures =
        All.ToFrozenDictionary(language => language, CultureInfo.GetCultureInfo, StringComparer.Ordinal);

    /// <summary>What a language calls itself.</summary>
    public static string NameOf(string language) => language == "id" ? "Bahasa Indonesia" : "English";

    /// <summary>The language that the page being rendered is in.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>Chooses the words for the rest of the request: what the link says, what the person chose, what the browser prefers.</summary>
    public static Task Choose(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        var language = Known(http.Request.Query[Query]) ?? Known(http.Request.Cookies[Cookie]) ?? Preferred(http.Request) ?? All[0];
        CultureInfo.CurrentUICulture = Cultures[language];
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return next(http);
    }

    /// <summary>The language if there are words in it, or null.</summary>
    public static string? Known(string? language) => language is not null && Cultures.ContainsKey(language) ? language : null;

    private static string? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => Known(language) is not null);
}
