using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Dining;

public sealed record DishesOutBody(IReadOnlyList<DishOutBody> Items);

/// <param name="Since">UTC.</param>
public sealed record DishOutBody(Guid ProductId, string Name, DateTime Since);

/// <summary>Dishes that are sold out ("86"): marked by whoever notices, and refused from that moment on by every order.</summary>
internal static class DishesOut
{
    private const string Mark = "INSERT INTO dishes_out (location_id, product_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    private const string Unmark = "DELETE FROM dishes_out WHERE location_id = $1 AND product_id = $2";

    public static async Task<Results<Ok<DishesOutBody>, PosProblem>> ListAsync(
        string location, Actor actor, CatalogSnapshot catalog, PosDbContext database, CancellationToken cancellation)
    {
        if ((await catalog.CurrentAsync(cancellation)).TryShop(location, actor, Policies.Staff, out var shop) is { } refused)
            return refused.AsProblem();
        var dishes = await (
            from dish in database.DishesOut
            join product in database.Products on dish.ProductId equals product.Id
            where dish.LocationId == shop.Id
            orderby product.Name
            select new DishOutBody(dish.ProductId, product.Name, dish.Since)).AsNoTracking().ToListAsync(cancellation);
        return TypedResults.Ok(new DishesOutBody(dishes));
    }

    /// <summary>Doing it again changes nothing.</summary>
    public static Task<Results<NoContent, PosProblem>> MarkAsync(
        string location, Guid productId, Actor actor, CatalogSnapshot catalog, NpgsqlDataSource database, Changes changes, TimeProvider clock) =>
        WriteAsync(location, productId, actor, catalog, database, changes, clock, isOut: true);

    /// <summary>Doing it again changes nothing.</summary>
    public static Task<Results<NoContent, PosProblem>> UnmarkAsync(
        string location, Guid productId, Actor actor, CatalogSnapshot catalog, NpgsqlDataSource database, Changes changes, TimeProvider clock) =>
        WriteAsync(location, productId, actor, catalog, database, changes, clock, isOut: false);

    private static async Task<Results<NoContent, PosProblem>> WriteAsync(
        string location, Guid productId, Actor actor, CatalogSnapshot catalog, NpgsqlDataSource database, Changes changes, TimeProvider clock, bool isOut)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        if (view.TryShop(location, actor, Policies.Staff, out var shop) is { } refused)
            return refused.AsProblem();
        if (!view.TryProduct(productId, out var product) || product.PriceIn(shop.PriceListId) is null)
            return CatalogErrors.UnknownProduct(productId).AsProblem();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var write = new NpgsqlBatch(connection, transaction);
        write.BatchCommands.Add(isOut ? Sql.Command(Mark, Sql.Of(shop.Id), Sql.Of(productId), Sql.Of(now)) : Sql.Command(Unmark, Sql.Of(shop.Id), Sql.Of(productId)));
        if (await write.ExecuteNonQueryAsync() > 0)
        {
            await using var journal = new NpgsqlBatch(connection, transaction);
            journal.BatchCommands.Add(AuditStatements.Entry(
                now, shop.Id, actor.UserId, isOut ? "dish.sold_out" : "dish.back", productId, JsonSerializer.Serialize(new { location = shop.Code }, JsonSerializerOptions.Web)));
            await journal.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
            changes.MenuChanged(shop.Code, productId, await catalog.RefreshAsync(CancellationToken.None));
        }

        return TypedResults.NoContent();
    }
}
