using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>
/// ASP.NET Core 10 starts an activity for each request but leaves it without tags; this writes them, with the names of
/// OpenTelemetry's HTTP conventions. The query is left out: the real package redacts its values unless told otherwise.
/// </summary>
internal sealed class RequestTags(IOptions<AspNetCoreTraceInstrumentationOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => next(app.Use(Trace));

    private async Task Trace(HttpContext context, RequestDelegate next)
    {
        Activity? activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (activity is not { IsAllDataRequested: true } || !Started(activity, context))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            Stopped(activity, context, context.Features.Get<IExceptionHandlerFeature>()?.Error);
        }
        catch (Exception error)
        {
            Stopped(activity, context, error);
            throw;
        }
    }

    private bool Started(Activity activity, HttpContext context)
    {
        if (options.Value.Filter?.Invoke(context) == false)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return false;
        }

        activity.SetTag("http.request.method", context.Request.Method);
        activity.SetTag("server.address", context.Request.Host.Host);
        activity.SetTag("server.port", context.Request.Host.Port);
        activity.SetTag("url.scheme", context.Request.Scheme);
        activity.SetTag("url.path", (context.Request.PathBase + context.Request.Path).ToString());
        activity.SetTag("user_agent.original", context.Request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? agent : null);
        activity.SetTag("network.protocol.version", context.Request.Protocol.Replace("HTTP/", "", StringComparison.Ordinal));
        return true;
    }

    private static void Stopped(Activity activity, HttpContext context, Exception? error)
    {
        // The exception handler takes the endpoint away from the request and keeps it in its feature.
        Endpoint? endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        string? route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.route", route);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        activity.SetTag("error.type", error?.GetType().FullName);
        if (error is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
