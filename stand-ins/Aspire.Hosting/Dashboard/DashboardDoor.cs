using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>Who may come in: whoever shows the token, from this machine, and no other site on a visitor's behalf.</summary>
internal sealed class DashboardDoor(string token, int port)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Browsers send a cookie of localhost to every port of it; the name keeps two dashboards apart, the hash keeps the token.
    private readonly string _cookie = $"aspire-dashboard-{port}";
    private readonly string _pass = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        if (!IsLoopback(request.Host.Host))
        {
            // A foreign name that resolves to this machine (DNS rebinding) would make its pages same-origin with ours.
            return Refuse(context, StatusCodes.Status421MisdirectedRequest, "The dashboard answers only to localhost, 127.0.0.1 and [::1].");
        }

        if (request.Path == "/login" && Same(request.Query["t"], token))
        {
            context.Response.Cookies.Append(_cookie, _pass, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            context.Response.Redirect("/");
            return Task.CompletedTask;
        }

        if (request.Path == "/dashboard.css" || request.Path == "/icon.svg" || Same(request.Headers.Authorization, $"Bearer {token}"))
        {
            return next(context);
        }

        if (!Same(request.Cookies[_cookie], _pass))
        {
            return RefuseStranger(context);
        }

        return HttpMethods.IsGet(request.Method) || request.Headers.Origin == $"{request.Scheme}://{request.Host}"
            ? next(context)
            : Refuse(context, StatusCodes.Status403Forbidden, "The request came from another site.");
    }

    private static Task RefuseStranger(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return Refuse(context, StatusCodes.Status401Unauthorized, "The dashboard's token is missing or wrong. Send it as 'Authorization: Bearer …'.");
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(DashboardHost.Read("unauthorized.html"), context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }

    private static bool IsLoopback(string host)
        => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool Same(string? given, string expected)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));
}
