using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PosAspire.ServiceDefaults.Correlation;

/// <summary>Takes the caller's <c>X-Request-ID</c> or makes one, and answers with it on every response, errors included.</summary>
internal static class CorrelationMiddleware
{
    public const string ActivityTag = "correlation.id";

    public static async Task Invoke(HttpContext context, RequestDelegate next)
    {
        string? given = context.Request.Headers[CorrelationContext.Header];
        string id = CorrelationContext.IsValid(given) ? given! : CorrelationContext.NewId();
        context.TraceIdentifier = id;
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(ActivityTag, id);
        // At the last moment, because an error handler clears the headers that were set before it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[CorrelationContext.Header] = id;
            return Task.CompletedTask;
        });
        using (CorrelationContext.Begin(id))
        {
            await next(context);
        }
    }

}
