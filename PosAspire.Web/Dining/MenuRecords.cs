namespace PosAspire.Web.Dining;

/// <summary>What guests may order, as Api publishes it. Prices are minor units.</summary>
/// <param name="Opening">When it is open, and whether it is now.</param>
public sealed record PublicMenu(string Location, string Name, string Currency, Opening Opening, IReadOnlyList<MenuCategory> Categories);

/// <param name="Today">The day it is there now.</param>
/// <param name="OpenUntil">While it is open, when it closes; null when it never does.</param>
/// <param name="OpensDay">While it is closed, the day on which it opens next: 1 is Monday.</param>
/// <param name="OpensAt">While it is closed, when it opens next.</param>
public sealed record Opening(IReadOnlyList<OpenHours> Hours, bool OpenNow, int Today, string? OpenUntil, int? OpensDay, string? OpensAt);

/// <param name="Day">1 is Monday, 7 is Sunday: the day on which it opens.</param>
/// <param name="Closes">At or before <paramref name="Opens"/> it is a time of the next day.</param>
public sealed record OpenHours(int Day, string Opens, string Closes);

public sealed record MenuCategory(string Name, IReadOnlyList<MenuItem> Items);

/// <param name="Id">Api's id of the item.</param>
/// <param name="Name">As on the printed menu.</param>
/// <param name="Portion">For example 200g; empty when not stated.</param>
/// <param name="PriceMinor">Before service and tax.</param>
/// <param name="PrepMinutes">How long the kitchen takes.</param>
/// <param name="SpiceLevel">0 to 5; null when the restaurant does not say.</param>
/// <param name="Allergens">Those the restaurant names; empty when it names none, null when it did not say.</param>
/// <param name="ImageUrl">Its picture at Api; null when it has none.</param>
/// <param name="Out">Sold out.</param>
/// <param name="Description">Empty when there is none.</param>
/// <param name="Choices">What is chosen with it.</param>
public sealed record MenuItem(
    Guid Id, string Name, string Portion, long PriceMinor, int? PrepMinutes, int? SpiceLevel, IReadOnlyList<string>? Allergens,
    string? ImageUrl, bool Out, string Description = "", IReadOnlyList<MenuChoices>? Choices = null);

public sealed record MenuChoices(Guid Id, string Name, int MinChoices, int MaxChoices, IReadOnlyList<MenuChoice> Items);

/// <param name="PriceMinor">What it adds to the dish.</param>
public sealed record MenuChoice(Guid Id, string Name, long PriceMinor);
