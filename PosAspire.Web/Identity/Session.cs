using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>
/// The session is one cookie that holds Api's tokens, encrypted by the cookie handler, and is renewed with them
/// (<see cref="SessionRefresh"/>). Web keeps nothing about it, so any copy of Web can serve the next request.
/// </summary>
public static class Session
{
    public const string SignInPath = "/sign-in";
    public const string PinPath = "/pin";

    // What the cookie keeps beside the claims.
    internal const string AccessToken = "access_token";
    internal const string RefreshToken = "refresh_token";
    internal const string EndsAt = "ends_at";
    internal const string Lives = "lives";

    // As long as Api lets a refresh token lie unused; the cookie of a busy till is renewed with its tokens.
    private static readonly TimeSpan Idle = TimeSpan.FromHours(24);

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddSingleton(provider => DemoSignIn.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "pos.session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // a till on the shop's own wire may have no certificate
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = SessionRefresh.Renew;
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
        var properties = new AuthenticationProperties { IsPersistent = true }; // a crashed browser comes back signed in
        Keep(properties, signedIn, time);
        var identity = new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(new ClaimsPrincipal(identity), properties);
    }

    /// <summary>Puts the newest tokens into the session.</summary>
    internal static void Keep(AuthenticationProperties session, SignedIn signedIn, TimeProvider time)
    {
        var now = time.GetUtcNow();
        session.ExpiresUtc = now + Idle;
        session.StoreTokens(
        [
            new() { Name = AccessToken, Value = signedIn.AccessToken },
            new() { Name = RefreshToken, Value = signedIn.RefreshToken },
            new() { Name = EndsAt, Value = now.AddSeconds(signedIn.ExpiresIn).ToString("O", CultureInfo.InvariantCulture) },
            new() { Name = Lives, Value = signedIn.ExpiresIn.ToString(CultureInfo.InvariantCulture) },
        ]);
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
