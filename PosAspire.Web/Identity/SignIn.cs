using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>What Api is asked for a token.</summary>
public sealed record Credentials(string Username, string Password);

/// <summary>Api's token and whose it is. <paramref name="ExpiresIn"/> is in seconds.</summary>
public sealed record SignedIn(string AccessToken, int ExpiresIn, string TokenType, SignedInPerson User, string RefreshToken);

public sealed record SignedInPerson(string Id, string Username, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Locations);

/// <summary>Sign-in by name and password, and sign-out.</summary>
public static class SignIn
{
    public static void MapSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Session.SignInPath, Show);
        pages.MapPost(Session.SignInPath, Enter);
        pages.MapPost("/sign-out", Leave);
    }

    private static IResult Show(HttpContext http, string? returnUrl = null) =>
        http.User.Identity?.IsAuthenticated == true && Place.Of(http) is not { IsRegistered: true } // where people take turns, the next one may sign in
            ? TypedResults.LocalRedirect(Local(returnUrl))
            : Page(new() { ReturnUrl = Local(returnUrl), Ended = returnUrl is not null });

    private static async Task<IResult> Enter(HttpContext http, ShopApi api, IStringLocalizer<Words> L, ProblemWords problems, TimeProvider time, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var model = new SignInModel { Username = form["username"].ToString().Trim(), ReturnUrl = Local(form["returnUrl"]) };
        var password = form["password"].ToString();
        if (model.Username.Length == 0 || password.Length == 0)
            return Page(model with { Problem = L["Type your name and your password."] });
        try
        {
            var answer = await api.Ask<SignedIn>("/api/v1/auth/login", new Credentials(model.Username, password), stop);
            if (answer.Value is null)
                return Page(model with { Problem = Say(answer.Problem!, L, problems) });
            if (http.User.Identity?.IsAuthenticated == true)
                await EndAtApi(http, api, stop);
            await Session.Start(http, answer.Value, time);
            return TypedResults.LocalRedirect(model.ReturnUrl);
        }
        catch (ApiUnreachableException)
        {
            return Page(model with { Problem = Silent(L) }, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<RedirectHttpResult> Leave(HttpContext http, ShopApi api, CancellationToken stop)
    {
        await EndAtApi(http, api, stop);
        await http.SignOutAsync();
        return TypedResults.LocalRedirect(Place.Of(http) is { IsRegistered: true } ? Session.PinPath : Session.SignInPath);
    }

    /// <summary>Ends the session that the cookie holds at Api too: the cookie alone would leave a token behind that still opens it.</summary>
    internal static async Task EndAtApi(HttpContext http, ShopApi api, CancellationToken stop)
    {
        try
        {
            await api.Post<Done>("/api/v1/auth/logout", new { }, null, stop);
        }
        catch (SessionEndedException)
        {
            // It had ended before.
        }
        catch (ApiUnreachableException away)
        {
            http.RequestServices.GetRequiredService<ILogger<SignedIn>>().LogWarning(away, "Somebody signed out while Api was away; the token ends by itself");
        }
    }

    internal static string Silent(IStringLocalizer<Words> L) =>
        L["The shop's server does not answer, so nobody can sign in just now. Wait a moment and sign in again; if it lasts longer than a minute, tell your manager that “api” is down."];

    private static string Say(ApiProblem problem, IStringLocalizer<Words> L, ProblemWords problems) => problem.Code == "auth.invalid_credentials"
        ? L["That name and password do not belong together. Check both (capital letters count) and sign in again."]
        : problems.Say(problem);

    private static string Local(string? returnUrl) => LocalPath.Of(returnUrl, "/");

    internal static RazorComponentResult<SignInPage> Page(SignInModel model, int? status = null) =>
        new(new Dictionary<string, object?> { [nameof(SignInPage.Model)] = model })
        {
            StatusCode = status ?? (model.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity),
        };
}
