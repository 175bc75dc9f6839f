using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using PosAspire.ServiceDefaults.Masking;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>One line a request, after it has ended: INFO, WARN for 4xx, ERROR for 5xx. Probes that succeed are DEBUG.</summary>
internal sealed class RequestLog(RequestDelegate next, ILoggerFactory loggers, TimeProvider clock)
{
    // Nobody reads the answer any more; nginx's number for it.
    private const int ClientClosedRequest = 499;

    private readonly ILogger _log = loggers.CreateLogger("Request");

    public async Task Invoke(HttpContext context)
    {
        long start = clock.GetTimestamp();
        if (_log.IsEnabled(LogLevel.Debug))
        {
            _log.LogDebug("Request started: {Method} {Path}", context.Request.Method, PathAndQuery(context.Request));
        }

        bool hasEnded = false;
        try
        {
            await next(context);
            hasEnded = true;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            hasEnded = true;
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientClosedRequest;
            }
        }
        finally
        {
            // An exception that comes this far ends the request without an answer, or in the middle of one.
            Write(context, hasEnded ? context.Response.StatusCode : StatusCodes.Status500InternalServerError, clock.GetElapsedTime(start));
        }
    }

    private void Write(HttpContext context, int status, TimeSpan elapsed)
    {
        LogLevel level = status switch
        {
            >= StatusCodes.Status500InternalServerError => LogLevel.Error,
            >= StatusCodes.Status400BadRequest => LogLevel.Warning,
            _ => HealthPaths.Match(context.Request.Path) ? LogLevel.Debug : LogLevel.Information,
        };
        if (!_log.IsEnabled(level))
        {
            return;
        }

        string path = PathAndQuery(context.Request);
        double milliseconds = Math.Round(elapsed.TotalMilliseconds, 1);
        using (_log.BeginScope(new Dictionary<string, object?>
        {
            [LogFields.IsRequest] = true,
            [LogFields.ClientIp] = context.Connection.RemoteIpAddress?.ToString(),
            [LogFields.UserAgent] = context.Request.Headers.UserAgent.ToString(),
        }))
        {
            _log.Log(level, "{Method} {Path} {StatusCode} {Duration}ms", context.Request.Method, path, status, milliseconds);
        }
    }

    /// <summary>The path as it was asked for, before any middleware changed it.</summary>
    private static string PathAndQuery(HttpRequest request)
        => request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target ? MaskedUrl.Of(target) : request.Path.Value ?? "/";
}
