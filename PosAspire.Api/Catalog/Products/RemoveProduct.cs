using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;

namespace PosAspire.Api.Catalog.Products;

/// <summary>Takes a product out of sale. It is never deleted, because old orders name it; doing it twice changes nothing.</summary>
internal static class RemoveProduct
{
    private const string Remove = "UPDATE products SET is_active = false, version = version + 1 WHERE id = $1 AND is_active";

    public static async Task<Results<NoContent, PosProblem>> HandleAsync(
        Guid id, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        var view = await catalog.RefreshAsync(cancellation);
        if (!view.TryProduct(id, out var product))
            return CatalogErrors.UnknownProduct(id).AsProblem();
        if (view.ShopNotManaged(actor, [.. product.Prices.Select(price => price.PriceListId)]) is { } shop)
            return IdentityErrors.OtherLocation(shop).AsProblem();
        if (!product.IsActive)
            return TypedResults.NoContent();
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(Remove, Sql.Of(id)));
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, null, actor.UserId, "product.removed", id, "{}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        await catalog.RefreshAsync(CancellationToken.None);
        return TypedResults.NoContent();
    }
}
