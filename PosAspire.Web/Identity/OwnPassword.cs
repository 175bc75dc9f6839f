using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Identity;

/// <summary>What Api is asked to change one's own password.</summary>
public sealed record PasswordChange(string CurrentPassword, string NewPassword);

/// <summary>A person's own new password; everything of theirs is signed out afterwards.</summary>
public static class OwnPassword
{
    public const string Path = "/password";

    public static void MapOwnPassword(this IEndpointRouteBuilder pages)
    {
        var own = pages.MapGroup(Path).RequireAuthorization();
        own.MapGet("", () => Page(null));
        own.MapPost("", Change);
    }

    private static async Task<IResult> Change(HttpContext http, ShopApi api, IStringLocalizer<Words> L, ProblemWords problems, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var (current, chosen, again) = (form["current"].ToString(), form["new"].ToString(), form["again"].ToString());
        if (chosen != again)
            return Page(L["The new password was not typed the same both times. Nothing was changed."]);
        var answer = await api.Post<Done>("/api/v1/auth/password", new PasswordChange(current, chosen), null, stop);
        if (answer.Problem is { } problem)
            return Page(problems.Say(problem));
        await http.SignOutAsync();
        return SignIn.Page(new() { ReturnUrl = "/", Notice = L["Your password was changed, and you were signed out everywhere. Sign in with the new one."] });
    }

    private static RazorComponentResult<PasswordPage> Page(string? problem) =>
        new(new Dictionary<string, object?> { [nameof(PasswordPage.Problem)] = problem })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
