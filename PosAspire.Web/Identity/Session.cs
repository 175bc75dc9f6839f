using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>
/// The session is one cookie that holds Api's token, encrypted by the cookie handler. It ends with the token;
/// Web keeps nothing about it, so any copy of Web can serve the next request.
/// </summary>
public static class Session
{
    public const string SignInPath = "/sign-in";
    public const string PinPath = "/pin";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "pos.session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // a till on the shop's own wire may have no certificate
            cookie.SlidingExpiration = false;
            cookie.Events.OnRedirectToLogin = context => new ToSignIn().ExecuteAsync(context.HttpContext);
        });
    }

    /// <summary>Starts the session of someone Api has just signed in.</summary>
    public static Task Start(HttpContext http, SignedIn signedIn, TimeProvider time)
    {
        var person = signedIn.User;
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, person.Id),
            new(ClaimTypes.Name, person.Username),
            new(ClaimTypes.GivenName, person.Name),
            .. person.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ];
        var properties = new AuthenticationProperties
        {
            IsPersistent = true, // a crashed browser comes back signed in
            ExpiresUtc = time.GetUtcNow().AddSeconds(signedIn.ExpiresIn),
        };
        properties.StoreTokens([new AuthenticationToken { Name = "access_token", Value = signedIn.AccessToken }]);
        var identity = new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(new ClaimsPrincipal(identity), properties);
    }
}

/// <summary>Sends the browser to sign in, at a registered browser with a PIN, with the way back to the page it was on.</summary>
public sealed class ToSignIn : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var place = Place.Of(httpContext);
        var back = LocalPath.Of(LocalPath.Here(httpContext), "/");
        var path = (place is { IsRegistered: true } ? Session.PinPath : Session.SignInPath) + QueryString.Create("returnUrl", back);
        if (httpContext.Request.WantsFragment())
            httpContext.Response.Redirect(path, StatusCodes.Status401Unauthorized);
        else
            httpContext.Response.Redirect(path);
        return Task.CompletedTask;
    }
}
