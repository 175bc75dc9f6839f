using System.Collections.Frozen;

namespace PosAspire.Web.Dining;

/// <summary>The menu page's own words. The dishes keep the names the restaurant gave them.</summary>
public sealed record MenuWords
{
    public required string Language { get; init; }
    public required string Title { get; init; }
    public required string Minutes { get; init; }
    public required IReadOnlyList<string> Spice { get; init; }
    public required string Contains { get; init; }
    public required string AskAllergens { get; init; }
    public required string NoAllergens { get; init; }
    public required string PriceNote { get; init; }
    public required string Categories { get; init; }
    public required FrozenDictionary<string, string> Allergens { get; init; }

    public static readonly IReadOnlyList<string> Languages = ["id", "en"];

    public static MenuWords For(string? language) => language == "id" ? Indonesian : English;

    /// <summary>An allergen in the guest's language; one we do not know is shown as the restaurant wrote it.</summary>
    public string Allergen(string name) => Allergens.TryGetValue(name, out var word) ? word : name;

    /// <summary>Words for a spice level; levels above the scale count as its top.</summary>
    public string SpiceWord(int level) => Spice[Math.Clamp(level, 0, Spice.Count - 1)];

    private static readonly MenuWords English = new()
    {
        Language = "en",
        Title = "Menu",
        Minutes = "{0} min",
        Spice = ["not spicy", "mild", "medium", "hot", "very hot", "extremely hot"],
        Contains = "Contains {0}",
        AskAllergens = "Allergens: please ask us",
        NoAllergens = "No allergens named by the kitchen",
        PriceNote = "Service and restaurant tax are added to the bill.",
        Categories = "Courses",
        Allergens = FrozenDictionary<string, string>.Empty,
    };

    private static readonly MenuWords Indonesian = new()
    {
        Language = "id",
        Title = "Menu",
        Minutes = "{0} menit",
        Spice = ["tidak pedas", "sedikit pedas", "sedang", "pedas", "sangat pedas", "luar biasa pedas"],
        Contains = "Mengandung {0}",
        AskAllergens = "Alergen: silakan tanya kami",
        NoAllergens = "Dapur tidak mencantumkan alergen",
        PriceNote = "Biaya layanan dan pajak restoran ditambahkan pada tagihan.",
        Categories = "Kategori",
        Allergens = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["dairy"] = "susu",
            ["nuts"] = "kacang",
            ["peanuts"] = "kacang tanah",
            ["soy"] = "kedelai",
            ["gluten"] = "gluten",
            ["wheat"] = "gandum",
            ["egg"] = "telur",
            ["eggs"] = "telur",
            ["fish"] = "ikan",
            ["shellfish"] = "kerang dan udang",
            ["sesame"] = "wijen",
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
    };
}
