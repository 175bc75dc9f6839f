using System.Globalization;
using CsvHelper;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Workers.Catalog;

/// <summary>
/// Reads a catalogue file row by row, faults included: the memory it needs does not grow with the file. A row that cannot be sold is reported
/// with its line and left out; a code that is not right is reported and the row kept.
/// </summary>
public sealed class ProductFile : IDisposable
{
    private const int MaxSku = 64;
    private const int MaxName = 200;
    private const int MaxBrand = 100;
    private const int MaxCategory = 100;
    private const int MaxSize = 60;
    private const int MaxCodes = 20;
    private const int MaxCaseQuantity = 9_999;
    private const int MaxRecordBytes = 256 * 1024;
    private const int MillilitresInALitre = 1_000;

    private readonly CsvReader csv;
    private readonly CatalogueReport report;
    private readonly Currency currency;

    private ProductFile(Stream file, Currency currency, CatalogueReport report, IReadOnlyList<(string Header, ProductField Field)> own)
    {
        (this.currency, this.report) = (currency, report);
        csv = CsvReader.Create(file, new CsvReaderOptions
        {
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => report.Reject(record.LineNumber, record.Reason switch
            {
                CsvMalformedReason.FieldCountMismatch => "it does not have as many columns as the first line",
                CsvMalformedReason.UnterminatedQuote => "a quotation mark is opened and never closed",
                _ => "its quotation marks are wrong",
            }),
        }, leaveOpen: true);
        csv.ReadHeader();
        Columns = ProductColumns.Find([.. csv.Headers], own);
    }

    public ProductColumns Columns { get; }

    /// <summary>How far it has read.</summary>
    public long ByteOffset => csv.ByteOffset;

    /// <summary>Opens a file and finds its columns.</summary>
    /// <param name="currency">Of the price list: it says how many decimals a price has.</param>
    /// <param name="own">What the operator says about columns.</param>
    /// <exception cref="ImportException">A column that is needed was not found.</exception>
    public static ProductFile Open(Stream file, Currency currency, CatalogueReport report, IReadOnlyList<(string Header, ProductField Field)>? own = null) =>
        new(file, currency, report, own ?? []);

    /// <exception cref="ImportException">A row is longer than any product needs.</exception>
    public IEnumerable<CatalogueRow> Rows()
    {
        while (Next())
        {
            if (Row() is { } row)
                yield return row;
        }
    }

    public void Dispose() => csv.Dispose();

    private bool Next()
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException endless)
        {
            throw new ImportException($"Line {endless.LineNumber} cannot be read: {endless.Message}");
        }
    }

    private CatalogueRow? Row()
    {
        var line = csv.LineNumber;
        var (sku, name, brand) = (Text(ProductField.Sku), Text(ProductField.Name), Text(ProductField.Brand));
        var category = Text(ProductField.Category) is { Length: > 0 } named ? named : ProductColumns.NoCategory;
        var size = Size();
        var caseQuantity = 1;
        var reason = 0 switch
        {
            _ when sku.Length is 0 or > MaxSku => $"its item number does not have 1 to {MaxSku} characters",
            _ when name.Length is 0 or > MaxName => $"its description does not have 1 to {MaxName} characters",
            _ when brand.Length > MaxBrand || category.Length > MaxCategory || size.Length > MaxSize => "its brand, category or size is too long",
            _ when (sku + name + brand + category + size).Contains('\0', StringComparison.Ordinal) => "it holds a zero character",
            _ when !TryPrice(Text(ProductField.Price), out _) => $"its price \"{Text(ProductField.Price)}\" is not an amount of {currency.Code}",
            _ when Text(ProductField.CaseQuantity) is { Length: > 0 } pack && !TryCount(pack, MaxCaseQuantity, out caseQuantity) => "its pack is not a number of units",
            _ => null,
        };
        if (reason is not null)
        {
            report.Reject(line, reason);
            return null;
        }

        TryPrice(Text(ProductField.Price), out var price);
        List<RowBarcode> barcodes = [];
        AddBarcodes(barcodes, line);
        report.Keep(Text(ProductField.Upc).Length + Text(ProductField.Barcode).Length > 0);
        AddCase(barcodes, caseQuantity, line);
        return new(sku, category, name, size, price, barcodes, brand, line);
    }

    private void AddBarcodes(List<RowBarcode> barcodes, long line)
    {
        if (Text(ProductField.Upc) is { Length: > 0 } upc)
            Add(barcodes, Gtin.TryParseUpcA(upc, out var bottle), bottle, upc, line);
        foreach (var code in Text(ProductField.Barcode).Split([' ', ';', '|'], MaxCodes, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Add(barcodes, Scan.TryRead(code, out var scan, out _), scan.Gtin, code, line);
    }

    private void Add(List<RowBarcode> barcodes, bool isRight, Gtin gtin, string code, long line)
    {
        if (!isRight)
            report.DropBarcode(line, code);
        else if (barcodes.All(other => other.Gtin != gtin))
            barcodes.Add(new(gtin, SaleUnit.Bottle, 1));
    }

    // A case code that is the bottle's own would sell twelve for one scan.
    private void AddCase(List<RowBarcode> barcodes, int quantity, long line)
    {
        var code = Text(ProductField.CaseBarcode);
        if (code.Length == 0)
            return;
        if (Gtin.TryParseCaseCode(code, out var wholeCase) && barcodes.All(other => other.Gtin != wholeCase))
            barcodes.Add(new(wholeCase, SaleUnit.Case, quantity));
        else
            report.DropCaseCode(line, code);
    }

    private string Size()
    {
        if (Text(ProductField.Size) is { Length: > 0 } size)
            return size;
        return !TryCount(Text(ProductField.VolumeMl), Totals.MaxQuantity * MillilitresInALitre, out var volume) ? ""
            : volume < MillilitresInALitre ? $"{volume} ml"
            : string.Create(CultureInfo.InvariantCulture, $"{volume / (decimal)MillilitresInALitre:0.###} L");
    }

    private bool TryPrice(string text, out long minor)
    {
        minor = 0;
        if (!decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        for (var digits = currency.Digits; digits > 0 && amount <= Totals.MaxPriceMinor; digits--)
            amount *= 10;
        if (amount != decimal.Truncate(amount) || amount > Totals.MaxPriceMinor)
            return false;
        minor = (long)amount;
        return true;
    }

    private string Text(ProductField field) => Columns[field] is { } place ? csv.GetString(place) : "";

    private static bool TryCount(string text, int max, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= max;
}
