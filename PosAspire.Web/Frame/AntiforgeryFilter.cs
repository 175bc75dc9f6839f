using Microsoft.AspNetCore.Antiforgery;

namespace PosAspire.Web.Frame;

/// <summary>
/// Refuses every unsafe request without a valid antiforgery token. The framework's own metadata protects only endpoints
/// with a form parameter; a filter on the group protects whatever is mapped in it.
/// </summary>
public sealed class AntiforgeryFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            return await next(context);
        try
        {
            await antiforgery.ValidateRequestAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            return Trouble.OutOfDate.Answer(http);
        }
        return await next(context);
    }
}
