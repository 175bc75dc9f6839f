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
/// <param name="Allergens">Those the restaurant names; empty when it names none, null when it did not say.</param>
/// <param name="Description">Empty when there is none.</param>
/// <param name="Choices">What is chosen with it.</param>
public sealed record MenuItem(
    Guid Id, string Name, string Portion, long PriceMinor, int? PrepMinutes, int? SpiceLevel, IReadOnlyList<string>? Allergens,
    string Description = "", IReadOnlyList<MenuChoices>? Choices = null);

public sealed record MenuChoices(Guid Id, string Name, int MinChoices, int MaxChoices, IReadOnlyList<MenuChoice> Items);

/// <param name="PriceMinor">What it adds to the dish.</param>
public sealed record MenuChoice(Guid Id, string Name, long PriceMinor);
