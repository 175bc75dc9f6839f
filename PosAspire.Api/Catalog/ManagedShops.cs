using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;

namespace PosAspire.Api.Catalog;

/// <summary>Whose catalogue somebody may change: what a shop sells is changed only by who manages that shop.</summary>
internal static class ManagedShops
{
    /// <summary>The code of a shop that sells from one of these lists and that this person does not manage; null when there is none.</summary>
    public static string? ShopNotManaged(this CatalogView view, Actor actor, IReadOnlyCollection<Guid> priceLists) =>
        view.Shops.Values.Where(shop => priceLists.Contains(shop.PriceListId) && !actor.May(Policies.Manage, shop.Code)).Select(shop => shop.Code).Min();

    /// <summary>The price lists of the shops that this person manages.</summary>
    public static Guid[] ManagedLists(this CatalogView view, Actor actor) =>
        [.. view.Shops.Values.Where(shop => actor.May(Policies.Manage, shop.Code)).Select(shop => shop.PriceListId).Distinct()];
}
