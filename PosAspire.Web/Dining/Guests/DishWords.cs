using System.Collections.Frozen;
using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Dining.Guests;

/// <summary>What the menu says of dishes in words of its own; the dishes keep the names that the restaurant gave them.</summary>
internal static class DishWords
{
    private static readonly FrozenSet<string> Known =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "dairy", "nuts", "peanuts", "soy", "gluten", "wheat", "egg", "eggs", "fish", "shellfish", "sesame");

    /// <summary>An allergen in the guest's language; one that has no word here is shown as the restaurant wrote it.</summary>
    public static string Allergen(this IStringLocalizer<Words> words, string name) => Known.Contains(name) ? words[name.ToLowerInvariant()] : name;

    /// <summary>Words for a spice level from 0 to 5; levels above the scale count as its top.</summary>
    public static string Spice(this IStringLocalizer<Words> words, int level) => level switch
    {
        <= 0 => words["not spicy"],
        1 => words["mild"],
        2 => words["medium"],
        3 => words["hot"],
        4 => words["very hot"],
        _ => words["extremely hot"],
    };

    /// <summary>A day of the week; 1 is Monday.</summary>
    public static string Day(this IStringLocalizer<Words> words, int day) => day switch
    {
        1 => words["Monday"],
        2 => words["Tuesday"],
        3 => words["Wednesday"],
        4 => words["Thursday"],
        5 => words["Friday"],
        6 => words["Saturday"],
        _ => words["Sunday"],
    };
}
