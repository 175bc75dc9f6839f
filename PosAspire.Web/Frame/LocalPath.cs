using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace PosAspire.Web.Frame;

/// <summary>Addresses that a form brings along to go back to.</summary>
public static class LocalPath
{
    /// <summary>Only a path of this site, in letters that a header can carry: a link must not lead a signed-in person elsewhere.</summary>
    public static string Of(string? path, string otherwise) =>
        RedirectHttpResult.IsLocalUrl(path) && !path!.StartsWith('~') && Ascii.IsValid(path) ? path : otherwise;

    /// <summary>Where the person is now, to come back to: the page itself, also from a fragment of it or a form on it; null when it is not known.</summary>
    public static string? Here(HttpContext? http)
    {
        if (http?.Request is not { } request)
            return null;
        if (request.WantsFragment())
            return request.CurrentPage();
        if (HttpMethods.IsGet(request.Method))
            return request.Path + request.QueryString;
        return Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? page.PathAndQuery : null;
    }
}
