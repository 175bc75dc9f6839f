using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Images;

/// <param name="Hash">Part of the picture's address, <c>/public/images/{productId}/{hash}</c>.</param>
public sealed record ImageBody(Guid ProductId, string Hash);

/// <summary>
/// Sets and takes away a product's picture. Doing it again changes nothing, and the product's version does not move: whoever edits its sheet
/// meanwhile is not disturbed.
/// </summary>
internal static class ProductImages
{
    private const int HashBytes = 16;

    private const string Store =
        """
        INSERT INTO product_images (product_id, hash, media_type, content, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (product_id) DO UPDATE SET hash = $2, media_type = $3, content = $4, changed_at = $5
        """;

    private const string Name = "UPDATE products SET image_hash = $2 WHERE id = $1 AND image_hash IS DISTINCT FROM $2";

    private const string Forget = "DELETE FROM product_images WHERE product_id = $1";

    private const string Unname = "UPDATE products SET image_hash = NULL WHERE id = $1 AND image_hash IS NOT NULL";

    public static async Task<Results<Ok<ImageBody>, PosProblem>> SetAsync(
        Guid id, HttpRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, actor, catalog, cancellation) is { } refusal)
            return refusal.AsProblem();
        var bytes = await request.BytesAsync(ProductImage.MaxBytes, cancellation);
        if (bytes is null)
            return CatalogErrors.ImageTooLarge.AsProblem();
        if (PictureBytes.MediaType(bytes) is not { } type)
            return CatalogErrors.InvalidImage.AsProblem();

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, HashBytes));
        var at = clock.GetUtcNow().UtcDateTime;
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(Name, Sql.Of(id), Sql.Of(hash)));
        batch.BatchCommands.Add(Sql.Command(Store, Sql.Of(id), Sql.Of(hash), Sql.Of(type), Sql.Of(bytes), Sql.Of(at)));
        batch.BatchCommands.Add(AuditStatements.Entry(at, null, actor.UserId, "product.image_set", id, JsonSerializer.Serialize(new { hash }, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.Ok(new ImageBody(id, hash));
    }

    public static async Task<Results<NoContent, PosProblem>> RemoveAsync(
        Guid id, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (await RefusalAsync(id, actor, catalog, cancellation) is { } refusal)
            return refusal.AsProblem();
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(Unname, Sql.Of(id)));
        batch.BatchCommands.Add(Sql.Command(Forget, Sql.Of(id)));
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, null, actor.UserId, "product.image_removed", id, "{}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }

    private static async Task<PosError?> RefusalAsync(Guid id, Actor actor, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.RefreshAsync(cancellation);
        if (!view.TryProduct(id, out var product))
            return CatalogErrors.UnknownProduct(id);
        return view.ShopNotManaged(actor, [.. product.Prices.Select(price => price.PriceListId)]) is { } shop ? IdentityErrors.OtherLocation(shop) : null;
    }
}
