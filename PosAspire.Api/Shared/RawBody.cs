using Microsoft.AspNetCore.Mvc;
using PosAspire.ServiceDefaults.Errors;

namespace PosAspire.Api.Shared;

/// <summary>Bodies that are files and no JSON.</summary>
internal static class RawBody
{
    /// <summary>Lets a body be larger than a till's, and says what that can refuse.</summary>
    /// <param name="maxBytes">Of the file; the server itself stops reading a little later, so that the endpoint can answer in words.</param>
    public static TBuilder ReadsBytes<TBuilder>(this TBuilder builder, int maxBytes)
        where TBuilder : IEndpointConventionBuilder => builder
            .WithMetadata(new RequestSizeLimitAttribute(maxBytes + ApiSetup.MaxBodyBytes), new Refusals([Problem.Of(StatusCodes.Status413PayloadTooLarge)!]));

    /// <summary>The whole body; null when it is larger.</summary>
    public static async Task<byte[]?> BytesAsync(this HttpRequest request, int max, CancellationToken cancellation)
    {
        if (request.ContentLength > max)
            return null;
        using var bytes = new MemoryStream();
        var part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, cancellation) is > 0 and var read)
        {
            if (bytes.Length + read > max)
                return null;
            await bytes.WriteAsync(part.AsMemory(0, read), cancellation);
        }

        return bytes.ToArray();
    }
}
