using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PosAspire.ServiceDefaults.Masking;

namespace PosAspire.ServiceDefaults.Errors;

/// <summary>Writes the one shape of every error body: RFC 9457 problem details with a stable <c>code</c> and the correlation id.</summary>
public static class ProblemWriter
{
    private const string ContentType = "application/problem+json";

    /// <summary>The body for <c>TypedResults.Problem</c> or for <see cref="WriteAsync(HttpContext, Problem)"/>.</summary>
    public static ProblemDetails Create(HttpContext context, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        return new ProblemDetails
        {
            Type = $"urn:posaspire:error:{problem.Code}",
            Title = problem.Title,
            Status = problem.Status,
            Detail = Masker.Text(problem.Detail),
            Extensions = { ["code"] = problem.Code, ["correlationId"] = context.TraceIdentifier },
        };
    }

    /// <summary>Answers with the problem. The response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(Create(context, problem), options: null, ContentType, context.RequestAborted);
    }
}
