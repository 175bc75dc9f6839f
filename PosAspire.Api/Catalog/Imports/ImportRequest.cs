using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Imports;

/// <summary>A file that somebody sends to be imported. Its hash stands for it where two requests are compared.</summary>
/// <param name="Content">Null when it is too large.</param>
internal sealed record ImportRequest([property: JsonIgnore] byte[]? Content, string Sha256)
{
    /// <summary>Reads the body; ASP.NET Core calls it to bind the handler's parameter.</summary>
    public static async ValueTask<ImportRequest?> BindAsync(HttpContext context)
    {
        var content = await context.Request.BytesAsync(ImportJob.MaxBytes, context.RequestAborted);
        return new(content, content is null ? "" : Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>What forbids to try it; null when a worker may.</summary>
    public PosError? Wrong() => Content switch
    {
        null => ImportErrors.TooLarge,
        [] => ImportErrors.Empty,
        // A workbook is a ZIP file and holds zero bytes; text does not.
        _ when Content.AsSpan().Contains((byte)0) || !Utf8.IsValid(Content) => ImportErrors.NotText,
        _ => null,
    };
}
