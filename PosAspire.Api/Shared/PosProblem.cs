using System.Globalization;
using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Errors;

namespace PosAspire.Api.Shared;

/// <summary>The outcome of a handler that refuses: the one place where an error of the domain becomes an answer.</summary>
public sealed class PosProblem(PosError error) : IResult
{
    public PosError Error { get; } = error;

    public Task ExecuteAsync(HttpContext httpContext) => Error.WriteAsync(httpContext);
}

internal static class PosErrorAnswers
{
    public static PosProblem AsProblem(this PosError error) => new(error);

    public static Task WriteAsync(this PosError error, HttpContext context)
    {
        if (error.Kind == PosErrorKind.Unauthenticated)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        if (error.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ProblemWriter.WriteAsync(context, error.ToProblem());
    }

    public static Problem ToProblem(this PosError error) => new(Status(error.Kind), error.Code, error.Title, error.Sentence);

    private static int Status(PosErrorKind kind) => kind switch
    {
        PosErrorKind.Invalid => StatusCodes.Status400BadRequest,
        PosErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        PosErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        PosErrorKind.NotFound => StatusCodes.Status404NotFound,
        PosErrorKind.Conflict => StatusCodes.Status409Conflict,
        PosErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        PosErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
    };
}
