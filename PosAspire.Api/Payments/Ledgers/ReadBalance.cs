using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Payments.Ledgers;

public sealed record BalanceRequest(string Location, string CardCode);

/// <summary>What is left on a card that somebody has in the hand.</summary>
internal static class ReadBalance
{
    public static async Task<Results<Ok<StoredValueBody>, PosProblem>> HandleAsync(
        BalanceRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return SalesErrors.UnknownLocation(request.Location).AsProblem();
        if (!actor.May(Policies.Sell, shop.Code))
            return IdentityErrors.OtherLocation(shop.Code).AsProblem();
        if (StoredValueCode.Read(request.CardCode) is not { } code)
            return StoredValueErrors.InvalidCode.AsProblem();
        return await StoredValue.FindAsync(database, code, cancellation) is { } found
            ? TypedResults.Ok(new StoredValueBody(found.Id, EnumText.Of(found.Kind), found.Last4, found.Currency, found.BalanceMinor))
            : StoredValueErrors.UnknownCode.AsProblem();
    }
}
