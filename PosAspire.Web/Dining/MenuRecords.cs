namespace PosAspire.Web.Dining;

/// <summary>What guests may order, as Api publishes it. Prices are minor units.</summary>
public sealed record PublicMenu(string Location, string Name, string Currency, IReadOnlyList<MenuCategory> Categories);

public sealed record MenuCategory(string Name, IReadOnlyList<MenuItem> Items);

/// <param name="Id">Api's id of the item.</param>
/// <param name="Name">As on the printed menu.</param>
/// <param name="Portion">For example 200g; empty when not stated.</param>
/// <param name="PriceMinor">Before service and tax.</param>
/// <param name="PrepMinutes">How long the kitchen takes.</param>
/// <param name="SpiceLevel">0 to 5; null when the restaurant does not say.</param>
/// <param name="Allergens">Those the restaurant names; empty may mean none or not stated, so the page never promises "none".</param>
public sealed record MenuItem(
    Guid Id, string Name, string Portion, long PriceMinor, int? PrepMinutes, int? SpiceLevel, IReadOnlyList<string> Allergens);
