using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Payments.Offline;

/// <param name="ItemMinor">Null for the product's own.</param>
/// <param name="TotalMinor">Null for the product's own.</param>
public sealed record OfflineLimitsRequest(long? ItemMinor, long? TotalMinor);

/// <param name="ItemMinor">One payment, tip included; above it a manager approves.</param>
/// <param name="TotalMinor">All that wait together.</param>
/// <param name="MaxAgeHours">When the oldest has waited so long, nothing more waits unapproved.</param>
public sealed record OfflineLimitsBody(string Location, string Currency, long ItemMinor, long TotalMinor, int MaxAgeHours);

/// <summary>How much a shop lets go on trust while a card service is silent. Who is bound by it does not change it: administrators do.</summary>
internal static class OfflineCaps
{
    private const string Update = "UPDATE locations SET offline_item_minor = $2, offline_total_minor = $3, version = version + 1 WHERE id = $1";

    public static async Task<Results<Ok<OfflineLimitsBody>, PosProblem>> GetAsync(
        string code, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(code, out var shop))
            return SalesErrors.UnknownLocation(code).AsProblem();
        if (!actor.May(Policies.Manage, code))
            return IdentityErrors.OtherLocation(code).AsProblem();
        return TypedResults.Ok(Body(shop, (await WaitingPayments.ReadAsync(database, shop.Id, shop.Currency, cancellation)).Limits));
    }

    public static async Task<Results<Ok<OfflineLimitsBody>, PosProblem>> SetAsync(
        string code, OfflineLimitsRequest request, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(code, out var shop))
            return SalesErrors.UnknownLocation(code).AsProblem();
        if (!actor.May(Policies.Admin, code))
            return IdentityErrors.OtherLocation(code).AsProblem();
        if (request.ItemMinor is < 0 or > Totals.MaxOrderMinor || request.TotalMinor is < 0 or > Totals.MaxOrderMinor)
            return OfflineErrors.InvalidLimits.AsProblem();
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(
            Update, Sql.Of(shop.Id), Sql.Optional(request.ItemMinor, NpgsqlDbType.Bigint), Sql.Optional(request.TotalMinor, NpgsqlDbType.Bigint)));
        batch.BatchCommands.Add(AuditStatements.Entry(
            clock.GetUtcNow().UtcDateTime, shop.Id, actor.UserId, "location.offline_limits_changed", shop.Id, JsonSerializer.Serialize(request, JsonSerializerOptions.Web)));
        await batch.ExecuteNonQueryAsync(cancellation);
        return TypedResults.Ok(Body(shop, OfflineLimits.Of(shop.Currency, request.ItemMinor, request.TotalMinor)));
    }

    private static OfflineLimitsBody Body(CatalogShop shop, OfflineLimits limits) =>
        new(shop.Code, shop.Currency.Code, limits.MaxItemMinor, limits.MaxTotalMinor, (int)limits.MaxAge.TotalHours);
}
