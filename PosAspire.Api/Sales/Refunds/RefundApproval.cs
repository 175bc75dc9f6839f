using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>Who may give back how much alone.</summary>
/// <param name="Limit">Of one order, in all its refunds together, so that many small ones are not a way around it.</param>
internal readonly record struct RefundApproval(Money Limit, bool IsManager)
{
    public static async Task<RefundApproval> OfAsync(PosDbContext database, CatalogShop shop, Actor actor, CancellationToken cancellation)
    {
        var set = await database.Locations.AsNoTracking().Where(location => location.Id == shop.Id).Select(location => location.RefundLimitMinor).SingleAsync(cancellation);
        var isManager = actor.May(Policies.Manage, shop.Code);
        return new(RefundLimits.Unapproved(shop.Currency, set, isManager), isManager);
    }

    /// <param name="togetherMinor">What would be given back of the order, with what was given back before.</param>
    public bool Needs(long togetherMinor, RefundMethod method) => togetherMinor > Limit.Minor || (method != RefundMethod.Original && !IsManager);

    /// <summary>Whether it may be done; the error when not.</summary>
    public PosError? Check(long togetherMinor, RefundMethod method, Actor actor, Actor? approver, CatalogShop shop)
    {
        if (approver is null)
            return Needs(togetherMinor, method) ? RefundErrors.ApprovalNeeded(Limit) : null;
        if (!approver.May(Policies.Manage, shop.Code))
            return IdentityErrors.ApproverRefused;
        return approver.UserId == actor.UserId ? RefundErrors.ApproverIsRequester : null;
    }
}
