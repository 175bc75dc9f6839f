using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>What Api is asked for the next pair of tokens.</summary>
public sealed record RefreshCall(string RefreshToken);

/// <summary>
/// Renews the tokens in the cookie before the access token ends, in whichever request comes then. Several may; Api gives each its
/// pair. While Api is away the old token goes on for as long as it is good.
/// </summary>
public static class SessionRefresh
{
    /// <summary>How long before its end an access token is renewed; longer than any outage that a shift should notice.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(30);

    // A token that lives shorter than that (a setting of Api) is renewed in the last fifth of its life.
    private const double LastShare = 0.2;

    public static async Task Renew(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var time = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        if (!IsDue(context.Properties, time.GetUtcNow()) || context.Properties.GetTokenValue(Session.RefreshToken) is not { Length: > 0 } refresh)
            return;
        var api = context.HttpContext.RequestServices.GetRequiredService<ShopApi>();
        try
        {
            var answer = await api.Ask<SignedIn>("/api/v1/auth/refresh", new RefreshCall(refresh), context.HttpContext.RequestAborted);
            if (answer.Value is { } signedIn)
            {
                Session.Keep(context.Properties, signedIn, time);
                context.ShouldRenew = true;
            }
            else if (answer.Problem!.Status == StatusCodes.Status401Unauthorized)
            {
                context.RejectPrincipal(); // ended at Api: signed out elsewhere, a changed role, a copied token
                await context.HttpContext.SignOutAsync();
            }
        }
        catch (ApiUnreachableException) when (!HasEnded(context.Properties, time.GetUtcNow()))
        {
            // The next request tries again; until the token's own end nothing is lost.
        }
        catch (ApiUnreachableException)
        {
            context.RejectPrincipal(); // nobody can vouch for this session now; the sign-in page says that Api is away
        }
    }

    private static bool IsDue(AuthenticationProperties session, DateTimeOffset now)
    {
        if (Ends(session) is not { } ends || Lives(session) is not { } life)
            return false;
        var early = TimeSpan.FromTicks(Math.Min(Early.Ticks, (long)(life.Ticks * LastShare)));
        return now >= ends - early;
    }

    private static bool HasEnded(AuthenticationProperties session, DateTimeOffset now) => Ends(session) is { } ends && now >= ends;

    private static DateTimeOffset? Ends(AuthenticationProperties session) =>
        DateTimeOffset.TryParse(session.GetTokenValue(Session.EndsAt), CultureInfo.InvariantCulture, out var ends) ? ends : null;

    private static TimeSpan? Lives(AuthenticationProperties session) =>
        int.TryParse(session.GetTokenValue(Session.Lives), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
