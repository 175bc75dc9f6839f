using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;

namespace PosAspire.Api.Dining.Tables;

internal static class ListTables
{
    public static async Task<Results<Ok<TablesBody>, PosProblem>> HandleAsync(
        string location, Actor actor, CatalogSnapshot catalog, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (view.TryShop(location, actor, Policies.Serve, out var shop) is { } refused)
            return refused.AsProblem();
        return TypedResults.Ok(new TablesBody(await TableStates.ReadAsync(database, shop, clock.GetUtcNow().UtcDateTime, cancellation)));
    }
}
