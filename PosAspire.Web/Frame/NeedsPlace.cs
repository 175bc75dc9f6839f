namespace PosAspire.Web.Frame;

/// <summary>For pages that serve one register: a browser without one chooses it first and comes back.</summary>
public sealed class NeedsPlace : IEndpointFilter
{
    public const string ChoosePath = "/register";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        if (Place.Of(http) is not null)
            return await next(context);
        var path = ChoosePath + QueryString.Create("returnUrl", LocalPath.Here(http) ?? "/");
        if (!http.Request.WantsFragment())
            return TypedResults.LocalRedirect(path);
        http.Response.Redirect(path, StatusCodes.Status409Conflict);
        return TypedResults.Empty;
    }
}
