using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>One field in which two people's changes differ.</summary>
public sealed record Difference(string Label, string Theirs, string Yours);

/// <summary>What somebody else saved meanwhile, against what was typed here.</summary>
public static class ProductDifferences
{
    public static IReadOnlyList<Difference> Between(ProductSheet theirs, Form yours, ProductChoices choices, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(theirs);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(words);
        var stored = ProductForm.Of(theirs, choices);
        List<Difference> found = [];
        foreach (var (name, label) in Fields(choices, words))
        {
            var (there, here) = (Said(stored, name, choices, words), Said(yours, name, choices, words));
            if (there != here)
                found.Add(new(label, there, here));
        }

        return found;
    }

    private static IEnumerable<(string Name, string Label)> Fields(ProductChoices choices, IStringLocalizer<Words> words) =>
    [
        ("sku", words["Number (SKU)"]), ("name", words["Name"]), ("brand", words["Brand"]), ("size", words["Size"]), ("category", words["Category"]),
        ("description", words["Description"]), ("is-active", words["For sale"]), ("is-stocked", words["Stock is kept"]), ("barcode", words["Barcodes"]),
        .. choices.Lists.Select(list => (ProductForm.Price(list.Code), $"{words["Price"]} ({list.Code})")), ("group", words["Choices"]),
        .. ProductForm.Languages.Select(language => ($"name:{language}", $"{words["Name"]} ({language})")),
        .. ProductForm.Languages.Select(language => ($"description:{language}", $"{words["Description"]} ({language})")),
        ("on-menu", words["On the menu"]), ("position", words["Place on the menu"]), ("prep", words["Minutes to prepare"]), ("spice", words["Spice level"]), ("allergens", words["Allergens"]),
    ];

    private static string Said(Form form, string name, ProductChoices choices, IStringLocalizer<Words> words) => name switch
    {
        "is-active" or "is-stocked" or "on-menu" => form.Is(name) ? words["Yes"] : words["No"],
        "category" => choices.Categories.FirstOrDefault(category => category.Id == form.Id("category"))?.Name ?? "",
        "group" => string.Join(", ", choices.Groups.Where(group => form.All("group").Contains($"{group.Id}")).Select(group => group.Name)),
        // The leading zeros of a stored number are not what anybody typed.
        "barcode" => string.Join(", ", form.All("barcode").Select((code, row) => (Code: code.Trim(), Row: row)).Where(pair => pair.Code.Length > 0)
            .Select(pair => $"{pair.Code.TrimStart('0')} × {form.All("barcode-quantity").ElementAtOrDefault(pair.Row)}").Order(StringComparer.Ordinal)),
        _ when name.StartsWith("price:", StringComparison.Ordinal) && choices.Lists.FirstOrDefault(list => ProductForm.Price(list.Code) == name) is { } list =>
            Money.TryParse(form.Text(name), list.Currency, out var minor) ? Money.Format(minor, list.Currency) : form.Text(name),
        _ => form.Text(name).ReplaceLineEndings("\n"),
    };
}
