namespace PosAspire.Workers.Catalog;

/// <summary>What a column of a catalogue file holds.</summary>
public enum ProductField
{
    /// <summary>The catalogue's own number of the product; needed.</summary>
    Sku,

    /// <summary>Needed.</summary>
    Name,

    /// <summary>Price of one smallest unit in major units, such as 9.38; needed.</summary>
    Price,
    Brand,
    Category,

    /// <summary>As printed after the name.</summary>
    Size,

    /// <summary>Millilitres, written as a size.</summary>
    VolumeMl,

    /// <summary>Codes as they are scanned, several parted by blanks or semicolons.</summary>
    Barcode,

    /// <summary>A UPC-A that may have lost its leading zeros.</summary>
    Upc,

    /// <summary>Code of a whole case.</summary>
    CaseBarcode,

    /// <summary>Smallest units in a case.</summary>
    CaseQuantity,
}

/// <summary>Which column of a file holds which field.</summary>
public sealed class ProductColumns
{
    /// <summary>What is in a category-less file.</summary>
    public const string NoCategory = "Other";

    private static readonly ProductField[] Needed = [ProductField.Sku, ProductField.Name, ProductField.Price];

    // The names people give columns, and those of Iowa's product list (dataset gckp-fe7r).
    private static readonly Dictionary<string, ProductField> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sku"] = ProductField.Sku,
        ["item number"] = ProductField.Sku,
        ["item no"] = ProductField.Sku,
        ["number"] = ProductField.Sku,
        ["name"] = ProductField.Name,
        ["item description"] = ProductField.Name,
        ["product"] = ProductField.Name,
        ["price"] = ProductField.Price,
        ["retail price"] = ProductField.Price,
        ["state bottle retail"] = ProductField.Price,
        ["brand"] = ProductField.Brand,
        ["vendor name"] = ProductField.Brand,
        ["category"] = ProductField.Category,
        ["category name"] = ProductField.Category,
        ["size"] = ProductField.Size,
        ["volume_ml"] = ProductField.VolumeMl,
        ["bottle volume (ml)"] = ProductField.VolumeMl,
        ["barcode"] = ProductField.Barcode,
        ["ean"] = ProductField.Barcode,
        ["gtin"] = ProductField.Barcode,
        ["upc"] = ProductField.Upc,
        ["case_barcode"] = ProductField.CaseBarcode,
        ["scc"] = ProductField.CaseBarcode,
        ["case_quantity"] = ProductField.CaseQuantity,
        ["pack"] = ProductField.CaseQuantity,
    };

    private readonly Dictionary<ProductField, int> places;

    private ProductColumns(Dictionary<ProductField, int> places, IReadOnlyList<string> headers)
    {
        this.places = places;
        Description = string.Join(", ", places.OrderBy(pair => pair.Value).Select(pair => $"{headers[pair.Value]} → {Word(pair.Key)}"));
    }

    /// <summary>For the operator: which header was taken for what.</summary>
    public string Description { get; }

    /// <summary>The place of a field in a row; null when the file does not have it.</summary>
    public int? this[ProductField field] => places.TryGetValue(field, out var place) ? place : null;

    /// <summary>Finds the columns by their headers.</summary>
    /// <param name="own">What the operator says; it goes before what is known, and one column may serve two fields.</param>
    /// <exception cref="ImportException">A column is missing, unknown or taken twice.</exception>
    public static ProductColumns Find(IReadOnlyList<string> headers, IReadOnlyList<(string Header, ProductField Field)> own)
    {
        Dictionary<ProductField, int> places = [];
        foreach (var (header, field) in own)
        {
            var place = headers.ToList().FindIndex(name => string.Equals(name.Trim(), header, StringComparison.OrdinalIgnoreCase));
            if (place < 0)
                throw new ImportException($"The file has no column \"{header}\". Its columns are: {string.Join(", ", headers)}.");
            if (!places.TryAdd(field, place))
                throw new ImportException($"Two columns are mapped to {Word(field)}.");
        }

        for (var place = 0; place < headers.Count; place++)
        {
            if (!places.ContainsValue(place) && Known.TryGetValue(headers[place].Trim(), out var field))
                places.TryAdd(field, place);
        }

        foreach (var field in Needed)
        {
            if (!places.ContainsKey(field))
                throw new ImportException($"No column was found for {Word(field)}: call it \"{Word(field)}\" in the first line, or say --map \"COLUMN={Word(field)}\" on the command line. The file's columns are: {string.Join(", ", headers)}.");
        }

        return new(places, headers);
    }

    /// <summary>Reads <c>COLUMN=field</c>.</summary>
    /// <exception cref="ImportException">It is not that.</exception>
    public static (string Header, ProductField Field) Parse(string mapping)
    {
        var at = mapping.LastIndexOf('=');
        foreach (var field in Enum.GetValues<ProductField>())
        {
            if (at > 0 && mapping[(at + 1)..].Trim() == Word(field))
                return (mapping[..at].Trim(), field);
        }

        throw new ImportException($"--map takes COLUMN=field, where field is one of {string.Join(", ", Enum.GetValues<ProductField>().Select(Word))}; it got \"{mapping}\".");
    }

    public static string Word(ProductField field) => Domain.Database.EnumText.Of(field);
}

/// <summary>An import that cannot be done, with a sentence for the operator.</summary>
public sealed class ImportException(string message) : Exception(message);
