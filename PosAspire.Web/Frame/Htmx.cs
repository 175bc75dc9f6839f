namespace PosAspire.Web.Frame;

/// <summary>The request and response headers of htmx 2 that Web uses (htmx.org/reference, "HTTP Header Reference").</summary>
public static class Htmx
{
    /// <summary>Whether the page asked for a fragment; otherwise a whole page is the answer (also when scripts are off).</summary>
    public static bool WantsFragment(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.ContainsKey("HX-Request");
    }

    /// <summary>The path and query of the page that sent a fragment request, or null when it is not known.</summary>
    public static string? CurrentPage(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page) ? page.PathAndQuery : null;
    }

    /// <summary>Makes the browser leave the page for another one.</summary>
    public static void Redirect(this HttpResponse response, string path, int status)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.StatusCode = status;
        response.Headers["HX-Redirect"] = path;
    }

    /// <summary>Puts the answer in the page's notice and leaves everything else on it as it was.</summary>
    public static void ShowAsNotice(this HttpResponse response, int status)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.StatusCode = status;
        response.Headers["HX-Retarget"] = "#notice";
        response.Headers["HX-Reswap"] = "innerHTML";
    }
}
