using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales.Refunds;

/// <param name="LimitMinor">Null for the product's own.</param>
public sealed record RefundLimitRequest(long? LimitMinor);

/// <param name="LimitMinor">What a cashier may give back of one order without a second person.</param>
/// <param name="ManagerLimitMinor">What a manager may.</param>
public sealed record RefundLimitBody(string Location, string Currency, long LimitMinor, long ManagerLimitMinor);

/// <summary>How much of an order a shop's people give back alone. Who is bound by it does not change it: administrators do.</summary>
internal static class RefundLimit
{
    private const string Update = "UPDATE locations SET refund_limit_minor = $2, version = version + 1 WHERE id = $1";

    public static async Task<Results<Ok<RefundLimitBody>, PosProblem>> GetAsync(
        string code, Actor actor, PosDbContext database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(code, out var shop))
            return SalesErrors.UnknownLocation(code).AsProblem();
        if (!actor.May(Policies.Manage, code))
            return IdentityErrors.OtherLocation(code).AsProblem();
        var set = await database.Locations.AsNoTracking().Where(location => location.Id == shop.Id).Select(location => location.RefundLimitMinor).SingleAsync(cancellation);
        return TypedResults.Ok(Body(shop, set));
    }

    public static async Task<Results<Ok<RefundLimitBody>, PosProblem>> SetAsync(
        string code, RefundLimitRequest request, Actor actor, NpgsqlDataSource source, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if (!(await catalog.CurrentAsync(cancellation)).Shops.TryGetValue(code, out var shop))
            return SalesErrors.UnknownLocation(code).AsProblem();
        if (!actor.May(Policies.Admin, code))
            return IdentityErrors.OtherLocation(code).AsProblem();
        if (request.LimitMinor is < 0 or > Totals.MaxOrderMinor)
            return RefundErrors.InvalidLimit.AsProblem();
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Sql.Command(Update, Sql.Of(shop.Id), Sql.Optional(request.LimitMinor, NpgsqlDbType.Bigint)));
        var facts = request.LimitMinor?.ToString(CultureInfo.InvariantCulture) ?? "null";
        batch.BatchCommands.Add(AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, shop.Id, actor.UserId, "location.refund_limit_changed", shop.Id, $$"""{"limitMinor":{{facts}}}"""));
        await batch.ExecuteNonQueryAsync(cancellation);
        return TypedResults.Ok(Body(shop, request.LimitMinor));
    }

    private static RefundLimitBody Body(CatalogShop shop, long? set) => new(
        shop.Code, shop.Currency.Code, RefundLimits.Unapproved(shop.Currency, set, isManager: false).Minor, RefundLimits.Unapproved(shop.Currency, set, isManager: true).Minor);
}
