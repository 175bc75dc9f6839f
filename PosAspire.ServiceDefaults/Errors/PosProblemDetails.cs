using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using KestrelServerOptions = Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions;

namespace PosAspire.ServiceDefaults.Errors;

/// <summary>Makes every error an answer of <see cref="ProblemWriter"/>: what a host's own handlers left, unreadable requests, bare status codes.</summary>
public static class PosProblemDetails
{
    private const string RetryAfterSeconds = "2";
    private const int MaxJsonDepth = 32;
    private const string Utf8 = "utf-8";

    /// <summary>What the server takes before it hangs up with a bare 414; up to there the answer has a body.</summary>
    private const int LongestLine = 64 * 1024;

    /// <summary>Letters of path and query. No address of ours comes near.</summary>
    private const int LongestAddress = 8 * 1024;

    /// <summary>Strict JSON in, and readable reasons when it is not understood. A host adds its own <c>IExceptionHandler</c>s; they run first.</summary>
    internal static void AddPosProblemDetails(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.MaxDepth = MaxJsonDepth;
            options.SerializerOptions.TypeInfoResolver = options.SerializerOptions.TypeInfoResolver?.WithAddedModifier(NullElements.Refuse);
        });
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestLineSize = LongestLine);
    }

    internal static void UsePosProblemDetails(this WebApplication app)
    {
        ILogger log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("UnhandledError");
        app.UseStatusCodePages(pages => Problem.Of(pages.HttpContext.Response.StatusCode) is { } problem
            ? ProblemWriter.WriteAsync(pages.HttpContext, problem)
            : Task.CompletedTask);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Answer(context, log),
            AllowStatusCode404Response = true,
        });
        app.Use(RefuseLongAddresses);
        app.Use(RefuseOtherCharsets);
    }

    private static Task RefuseLongAddresses(HttpContext context, RequestDelegate next)
        => (context.Request.Path.Value?.Length ?? 0) + (context.Request.QueryString.Value?.Length ?? 0) > LongestAddress
            ? ProblemWriter.WriteAsync(context, Problem.Of(StatusCodes.Status414UriTooLong)!)
            : next(context);

    /// <summary>JSON between systems is UTF-8 (RFC 8259, 8.1); the framework fails on a charset that it has never heard of, or that stands in quotes.</summary>
    private static Task RefuseOtherCharsets(HttpContext context, RequestDelegate next)
        => context.Request.HasJsonContentType() && context.Request.GetTypedHeaders().ContentType?.Charset is { Length: > 0 } charset
            && !charset.Equals(Utf8, StringComparison.OrdinalIgnoreCase)
                ? ProblemWriter.WriteAsync(context, Problem.Of(StatusCodes.Status415UnsupportedMediaType)!)
                : next(context);

    private static Task Answer(HttpContext context, ILogger log)
    {
        Exception error = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        if (error is BadHttpRequestException bad)
        {
            return ProblemWriter.WriteAsync(context, BadRequests.Explain(bad));
        }

        log.LogError(error, "{Method} {Path} failed: {ErrorType}", context.Request.Method, context.Request.Path.Value, error.GetType().Name);
        if (!IsDatabaseAway(error))
        {
            return ProblemWriter.WriteAsync(context, Problem.Of(StatusCodes.Status500InternalServerError)!);
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return ProblemWriter.WriteAsync(context, new Problem(
            StatusCodes.Status503ServiceUnavailable,
            "database.unavailable",
            "Database not available",
            "The database does not answer at the moment. Send the same request again in a few seconds; a sale with the same key is never booked twice."));
    }

    /// <summary>EF Core wraps the driver's exception, when its retries have run out even twice.</summary>
    private static bool IsDatabaseAway(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is NpgsqlException { IsTransient: true })
            {
                return true;
            }
        }

        return false;
    }
}
