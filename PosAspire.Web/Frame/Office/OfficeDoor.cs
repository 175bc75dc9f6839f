using System.Security.Claims;

namespace PosAspire.Web.Frame.Office;

/// <summary>Who comes into the back office: whoever runs a shop. What they may do there is Api's to say.</summary>
public sealed class OfficeDoor : IEndpointFilter
{
    private static readonly string[] Roles = ["admin", "manager"];

    private static readonly Trouble NotHere = new(StatusCodes.Status403Forbidden, "This is for managers",
        "The back office is for people who run a shop. Ask a manager to do this, or to give you the role.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        return Roles.Any(role => Holds(context.HttpContext.User, role)) ? await next(context) : NotHere.Answer(context.HttpContext);
    }

    public static bool Holds(ClaimsPrincipal? person, string role) => person?.IsInRole(role) == true;
}
