using PosAspire.Domain.Shared;
using PosAspire.ServiceDefaults.Errors;

namespace PosAspire.Api.Shared;

/// <summary>The errors an endpoint can answer with; the API's document and the tests read them.</summary>
public sealed record Refusals(IReadOnlyList<Problem> Problems);

internal static class RefusalExtensions
{
    private static readonly Problem[] Unreadable =
    [
        new(StatusCodes.Status400BadRequest, "request.invalid_json", "Invalid JSON", "The request's JSON cannot be read, so nothing was done. Check it and send it again."),
        new(StatusCodes.Status400BadRequest, "request.unknown_field", "Unknown field", "The request has the field \"priceMinor\", which is not known here, so nothing was done. Remove it and send the request again."),
        new(StatusCodes.Status400BadRequest, "request.missing_field", "Missing field", "A required field is missing, so nothing was done. Add it and send the request again."),
        Problem.Of(StatusCodes.Status413PayloadTooLarge)!,
        Problem.Of(StatusCodes.Status415UnsupportedMediaType)!,
    ];

    /// <summary>Declares an endpoint's own errors.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params PosError[] errors)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Refusals([.. errors.Select(error => error.ToProblem())]));

    /// <summary>Declares what reading a body can refuse.</summary>
    public static TBuilder ReadsJson<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Refusals(Unreadable));

    /// <summary>Declares what reading the address can refuse.</summary>
    public static TBuilder ReadsParameters<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Refusals(
        [
            new(StatusCodes.Status400BadRequest, "request.invalid_parameter", "Invalid parameter", "The parameter \"limit\" cannot be read, so nothing was done. Check it and try again."),
        ]));
}
