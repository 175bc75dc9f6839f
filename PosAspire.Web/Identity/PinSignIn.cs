using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>Sign-in with a PIN in a registered browser: touch a name, type six digits. Also how the next person takes over.</summary>
public static class PinSignIn
{
    public static void MapPinSignIn(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Session.PinPath, Show);
        pages.MapPost(Session.PinPath, Enter);
    }

    private static async Task<IResult> Show(
        HttpContext http, ShopApi api, IStringLocalizer<Words> L, CancellationToken stop, string? returnUrl = null, Guid? person = null) =>
        await Page(http, api, L, LocalPath.Of(returnUrl, "/"), person, null, stop);

    private static async Task<IResult> Enter(
        HttpContext http, ShopApi api, IStringLocalizer<Words> L, ProblemWords problems, TimeProvider time, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var back = LocalPath.Of(form["returnUrl"], "/");
        if (Place.Of(http) is not { DeviceToken: { } device } place || !Guid.TryParse(form["person"], out var person))
            return TypedResults.LocalRedirect(Session.PinPath + QueryString.Create("returnUrl", back));
        var answer = await api.Ask<SignedIn>("/api/v1/auth/pin", new PinCall(place.RegisterId, person, form["pin"].ToString(), device), stop);
        if (answer.Value is not { } signedIn)
            return await Page(http, api, L, back, person, Say(answer.Problem!, L, problems), stop);
        if (http.User.Identity?.IsAuthenticated == true)
            await SignIn.EndAtApi(http, api, stop);
        await Session.Start(http, signedIn, time);
        return TypedResults.LocalRedirect(back);
    }

    private static async Task<IResult> Page(
        HttpContext http, ShopApi api, IStringLocalizer<Words> L, string back, Guid? person, string? problem, CancellationToken stop)
    {
        if (Place.Of(http) is not { DeviceToken: { } device } place)
            return TypedResults.LocalRedirect(Session.SignInPath + QueryString.Create("returnUrl", back));
        var people = await api.Ask<PeopleAtRegister>("/api/v1/auth/pin/people", new PinPeopleCall(place.RegisterId, device), stop);
        if (people.Value is null)
        {
            // A manager ended the registration: the browser forgets it and people sign in as at any other.
            Place.Leave(http);
            return SignIn.Page(new() { ReturnUrl = back, Problem = L["This browser is no longer registered at {0}. Sign in with name and password; a manager can register it again.", place.RegisterName] });
        }

        return new RazorComponentResult<PinPage>(new Dictionary<string, object?>
        {
            [nameof(PinPage.Model)] = new PinModel
            {
                Place = place,
                People = people.Value.Items,
                Person = people.Value.Items.FirstOrDefault(known => known.Id == person),
                ReturnUrl = back,
                Current = http.User.FindFirstValue(ClaimTypes.GivenName),
                Problem = problem,
            },
        })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static string Say(ApiProblem problem, IStringLocalizer<Words> L, ProblemWords problems) => problem.Code == "auth.invalid_credentials"
        ? L["That is not the right PIN. Type it again."]
        : problems.Say(problem);
}
