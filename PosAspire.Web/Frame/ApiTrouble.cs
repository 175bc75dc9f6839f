using Microsoft.AspNetCore.Authentication;
using PosAspire.Web.Identity;

namespace PosAspire.Web.Frame;

/// <summary>Puts into words what no page can answer by itself: Api not reached, the session over, a form this version did not write.</summary>
public sealed class ApiTrouble : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            return await next(context);
        }
        catch (ApiUnreachableException)
        {
            return Trouble.ApiSilent.Answer(context.HttpContext);
        }
        catch (BadHttpRequestException)
        {
            return Trouble.OutOfDate.Answer(context.HttpContext);
        }
        catch (SessionEndedException)
        {
            await context.HttpContext.SignOutAsync();
            return new ToSignIn();
        }
    }
}
