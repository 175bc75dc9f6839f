using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Dining;

/// <summary>The shop that an address of this room names.</summary>
internal static class RestaurantShops
{
    /// <summary>Finds the shop by its code; the error when there is none, or when this person may not do that there.</summary>
    public static PosError? TryShop(this CatalogView view, string code, Actor actor, string policy, out CatalogShop shop)
    {
        shop = null!;
        // Asked first, so that nobody learns which shops there are besides their own.
        if (!actor.May(policy, code))
            return IdentityErrors.OtherLocation(code);
        if (!view.Shops.TryGetValue(code, out var found))
            return SalesErrors.UnknownLocation(code);
        shop = found;
        return null;
    }
}
