using PosAspire.Api.Catalog.Categories;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog.Modifiers;

/// <summary>What a group of choices must be by itself.</summary>
internal static class ModifierGroupDraft
{
    private const int MaxModifiers = 50;
    private const int MaxName = 100;
    private const int MaxTranslations = 20;
    private const int MaxPrices = 100;

    public static PosError? Wrong(ModifierGroupRequest group)
    {
        var why = group switch
        {
            _ when !Texts.Fits(group.Name, 1, MaxName) => $"Its name does not have 1 to {MaxName} characters.",
            { Modifiers.Count: 0 or > MaxModifiers } => $"It does not have 1 to {MaxModifiers} choices.",
            _ when group.MinChoices < 0 || group.MaxChoices < 1 || group.MinChoices > group.MaxChoices => "At least 0 and at most as many as the highest number of choices must be taken, and one may be.",
            _ when group.MinChoices > group.Modifiers.Count(modifier => modifier.IsActive) => "More must be chosen than there are choices.",
            _ when group.Modifiers.DistinctBy(modifier => modifier.Name).Count() < group.Modifiers.Count => "Two choices have the same name.",
            _ when group.Modifiers.Where(modifier => modifier.Id is not null).DistinctBy(modifier => modifier.Id).Count() < group.Modifiers.Count(modifier => modifier.Id is not null) => "One choice is in it twice.",
            _ when !AreGood(group.Translations) => Translations,
            _ => group.Modifiers.Select(Wrong).FirstOrDefault(wrong => wrong is not null),
        };
        return why is null ? null : CatalogErrors.InvalidModifierGroup(why);
    }

    private const string Translations = "A translation needs a language of two letters, each once, and a name of 1 to 100 characters.";

    private static string? Wrong(SheetModifier modifier) => modifier switch
    {
        _ when !Texts.Fits(modifier.Name, 1, MaxName) => $"A choice does not have a name of 1 to {MaxName} characters.",
        { Prices: { } prices } when prices.Count > MaxPrices || prices.DistinctBy(price => price.PriceList).Count() < prices.Count
            || prices.Any(price => price.PriceMinor is < 0 or > Totals.MaxPriceMinor) => "A choice has a price below zero or too high, or two in one list.",
        _ when !AreGood(modifier.Translations) => Translations,
        _ => null,
    };

    private static bool AreGood(IReadOnlyList<NameInLanguage>? texts) =>
        texts is null || (texts.Count <= MaxTranslations && texts.DistinctBy(text => text.Language).Count() == texts.Count
            && texts.All(text => Texts.IsLanguage(text.Language) && Texts.Fits(text.Name, 1, MaxName)));
}
