using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Catalog.Images;

/// <summary>A product's picture for everyone. Its address holds its hash, so a browser may keep it for ever.</summary>
internal static class PublicImage
{
    private const string ForEver = "public, max-age=31536000, immutable";

    // Opened by itself, a picture is a picture and nothing else.
    private const string PagePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static async Task<Results<FileContentHttpResult, PosProblem>> HandleAsync(
        string productId, string hash, PosDbContext database, HttpContext http, CancellationToken cancellation)
    {
        if (!Guid.TryParse(productId, out var id) || !Texts.Fits(hash, 1, Paging.MaxCursor)
            || await database.ProductImages.AsNoTracking().SingleOrDefaultAsync(image => image.ProductId == id && image.Hash == hash, cancellation) is not { } image)
            return CatalogErrors.UnknownImage.AsProblem();
        var headers = http.Response.Headers;
        headers.CacheControl = ForEver;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = PagePolicy;
        return TypedResults.Bytes(image.Content, image.MediaType);
    }
}
