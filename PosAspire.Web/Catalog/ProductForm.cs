using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>A product's sheet as fields of a form, and back.</summary>
public static class ProductForm
{
    public const string LabelPrice = "label";

    /// <summary>Languages that a guest can read a menu in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "id"];

    public static string Price(string list) => $"price:{list}";

    public static Form Empty(string? barcode) => Form.Of(("is-active", "on"), ("is-stocked", "on"), ("barcode", barcode), ("barcode-unit", "bottle"), ("barcode-quantity", "1"));

    public static Form Of(ProductSheet sheet, ProductChoices choices)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(choices);
        var form = Form.Of(
            ("sku", sheet.Sku), ("name", sheet.Name), ("brand", sheet.Brand), ("description", sheet.Description), ("size", sheet.Size), ("category", $"{sheet.CategoryId}"),
            ("is-stocked", sheet.IsStocked ? "on" : null), ("is-active", sheet.IsActive ? "on" : null), ("version", $"{sheet.Version}"));
        form.Set("barcode", sheet.Barcodes.Select(barcode => barcode.Barcode))
            .Set("barcode-unit", sheet.Barcodes.Select(barcode => barcode.PriceEmbedded ? LabelPrice : barcode.Unit))
            .Set("barcode-quantity", sheet.Barcodes.Select(barcode => $"{barcode.Quantity}"))
            .Set("group", sheet.ModifierGroups.Select(group => $"{group}"));
        foreach (var price in sheet.Prices)
            form.Set(Price(price.PriceList), Money.Plain(price.PriceMinor, choices.Lists.First(list => list.Code == price.PriceList).Currency));
        foreach (var text in sheet.Translations)
            form.Set($"name:{text.Language}", text.Name).Set($"description:{text.Language}", text.Description);
        if (sheet.Menu is { } menu)
        {
            form.Set("on-menu", "on").Set("position", $"{menu.Position}").Set("prep", $"{menu.PrepMinutes}").Set("spice", $"{menu.SpiceLevel}")
                .Set("allergens", string.Join(", ", menu.Allergens ?? [])).Set("no-allergens", menu.Allergens is { Count: 0 } ? "on" : null);
        }

        return form;
    }

    /// <summary>What Api is to be asked; null when a field does not hold, which the form then says.</summary>
    public static ProductRequest? Read(Form form, ProductChoices choices, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(words);
        Need(form, "sku", words["Type the product's number."]);
        Need(form, "name", words["Type the product's name."]);
        if (form.Id("category") is null)
            form.Wrong("category", words["Choose a category."]);
        var barcodes = Barcodes(form, words);
        var prices = Prices(form, choices, words);
        var menu = Menu(form, words);
        if (!form.IsRight)
            return null;
        return new(
            form.Text("sku"), form.Text("name"), form.Id("category")!.Value, form.Is("is-stocked"), barcodes, prices, form.Text("brand"), form.Text("description"), form.Text("size"),
            form.Is("is-active"), [.. form.All("group").Select(Guid.Parse)], Translations(form), menu, form.Number("version"), form.Id("action"));
    }

    private static void Need(Form form, string name, string sentence)
    {
        if (form.Text(name).Length == 0)
            form.Wrong(name, sentence);
    }

    // An empty field is a row that was not used, or one to be taken away.
    private static List<SheetBarcode> Barcodes(Form form, IStringLocalizer<Words> words)
    {
        List<SheetBarcode> barcodes = [];
        var (codes, units, quantities) = (form.All("barcode"), form.All("barcode-unit"), form.All("barcode-quantity"));
        for (var row = 0; row < codes.Count; row++)
        {
            var code = codes[row].Trim();
            if (code.Length == 0)
                continue;
            var unit = row < units.Count ? units[row] : "bottle";
            if (!int.TryParse(row < quantities.Count ? quantities[row] : "1", out var quantity) || quantity is < 1 or > 9_999)
                form.Wrong($"barcode-{row}", words["A barcode stands for 1 to 9999 units."]);
            barcodes.Add(new(code, unit == LabelPrice ? "each" : unit, quantity, unit == LabelPrice));
        }

        return barcodes;
    }

    private static List<SheetPrice> Prices(Form form, ProductChoices choices, IStringLocalizer<Words> words)
    {
        List<SheetPrice> prices = [];
        foreach (var list in choices.Lists)
        {
            var typed = form.Text(Price(list.Code));
            if (typed.Length == 0)
                continue;
            if (Money.TryParse(typed, list.Currency, out var minor))
                prices.Add(new(list.Code, minor));
            else
                form.Wrong(Price(list.Code), words["“{0}” is not an amount of {1}.", typed, list.Currency]);
        }

        return prices;
    }

    private static List<SheetTranslation> Translations(Form form) =>
    [
        .. Languages.Where(language => form.Text($"name:{language}").Length > 0)
            .Select(language => new SheetTranslation(language, form.Text($"name:{language}"), form.Text($"description:{language}"))),
    ];

    private static SheetMenu? Menu(Form form, IStringLocalizer<Words> words)
    {
        if (!form.Is("on-menu"))
            return null;
        var position = form.Number("position");
        if (position is null or < 1)
            form.Wrong("position", words["Its place on the menu is a number from 1."]);
        if (form.Text("prep").Length > 0 && form.Number("prep") is null or < 0)
            form.Wrong("prep", words["Type whole minutes."]);
        if (form.Text("spice").Length > 0 && form.Number("spice") is null or < 0 or > 5)
            form.Wrong("spice", words["Type a number from 0 to 5."]);
        var allergens = form.Text("allergens").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(position ?? 1, form.Number("prep"), form.Number("spice"), allergens.Length > 0 ? allergens : form.Is("no-allergens") ? [] : null);
    }
}
