using Microsoft.AspNetCore.Http;

namespace PosAspire.ServiceDefaults.Errors;

/// <summary>An error as a caller sees it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable and machine-readable: <c>room.what_happened</c>.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Detail">A sentence for a cashier: what happened, what was kept, what to do.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail)
{
    /// <summary>The problem for a status that came without a body; null when the status is no error.</summary>
    public static Problem? Of(int status) => status switch
    {
        < StatusCodes.Status400BadRequest => null,
        400 => new(status, "request.invalid", "Invalid request", "The request could not be understood, so nothing was done. Check what was entered and send it again."),
        401 => new(status, "auth.required", "Sign in first", "Nobody is signed in, so nothing was done. Sign in and try again."),
        403 => new(status, "auth.forbidden", "Not allowed", "This account may not do that, so nothing was done. Ask a manager."),
        404 => new(status, "request.not_found", "Not found", "There is nothing at this address. Check it and try again."),
        405 => new(status, "request.method_not_allowed", "Method not allowed", "This address does not take that kind of request, so nothing was done."),
        406 => new(status, "request.not_acceptable", "Not acceptable", "The answer does not exist in a format that the caller accepts."),
        408 => new(status, "request.timeout", "Request too slow", "The request did not arrive in time, so nothing was done. Send it again."),
        413 => new(status, "request.too_large", "Request too large", "The request is larger than allowed, so nothing was done. Send less at once."),
        414 => new(status, "request.uri_too_long", "Address too long", "The address is longer than allowed, so nothing was done."),
        415 => new(status, "request.unsupported_media_type", "Unsupported format", "The request is not in a format that is understood, so nothing was done. Send JSON."),
        429 => new(status, "request.rate_limited", "Too many requests", "There were too many requests, so this one was not done. Wait a moment and try again."),
        503 => new(status, "server.unavailable", "Not available", "The service cannot answer at the moment. Wait a moment and try again."),
        504 => new(status, "server.timeout", "No answer in time", "The answer took too long. Check whether the work was done before you repeat it."),
        < StatusCodes.Status500InternalServerError => new(status, "request.refused", "Request refused", "The request was refused, so nothing was done."),
        _ => new(status, "server.error", "Something went wrong", "Something went wrong on our side. Send the same request again; a sale with the same key is never booked twice. If it fails again, report the correlation id."),
    };
}
