using System.Globalization;
using CsvHelper;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Sales;

namespace PosAspire.Workers.Catalog;

/// <summary>Reads the State of Iowa's product list (dataset gckp-fe7r) as it is published, faults included.</summary>
public static class IowaCatalogue
{
    private const int MaxNameLength = 200;
    private const int MillilitresInALitre = 1_000;

    private static readonly CsvReaderOptions Options = new() { Separator = ',', TrimWhitespace = true, TrackLineNumbers = true };

    /// <summary>Reads row by row; a row that cannot be sold is reported and left out.</summary>
    public static IEnumerable<CatalogueRow> Read(TextReader file, CatalogueReport report)
    {
        using var csv = CsvReader.Create(file, Options, leaveOpen: true);
        while (csv.Read())
        {
            if (Row(csv, report) is { } row)
                yield return row;
        }
    }

    private static CatalogueRow? Row(CsvReader csv, CatalogueReport report)
    {
        var (sku, name) = (csv.GetString("Item Number"), csv.GetString("Item Description"));
        var reason = (sku, name) switch
        {
            ({ Length: 0 }, _) => "it has no item number",
            (_, { Length: 0 or > MaxNameLength }) => $"its description does not have 1 to {MaxNameLength} characters",
            _ => null,
        };
        if (reason is null && !TryPrice(csv.GetString("State Bottle Retail"), out _))
            reason = "its retail price is not an amount of dollars and cents";
        if (reason is null && !TryCount(csv.GetString("Pack"), out _))
            reason = "its pack is not a number of bottles";
        if (reason is not null)
        {
            report.Reject((int)csv.LineNumber, reason);
            return null;
        }

        TryPrice(csv.GetString("State Bottle Retail"), out var price);
        TryCount(csv.GetString("Pack"), out var pack);
        var barcodes = Barcodes(csv.GetString("UPC"), csv.GetString("SCC"), pack, report);
        return new(sku, csv.GetString("Category Name"), name, Size(csv.GetString("Bottle Volume (ml)")), price, barcodes);
    }

    private static List<RowBarcode> Barcodes(string upc, string caseCode, int pack, CatalogueReport report)
    {
        List<RowBarcode> barcodes = [];
        var bottleRight = Gtin.TryParseUpcA(upc, out var bottle);
        var caseRight = Gtin.TryParseCaseCode(caseCode, out var wholeCase) && !(bottleRight && wholeCase == bottle);
        if (bottleRight)
            barcodes.Add(new(bottle, SaleUnit.Bottle, 1));
        if (caseRight)
            barcodes.Add(new(wholeCase, SaleUnit.Case, pack));
        report.Keep(upc.Length == 0, upc.Length > 0 && !bottleRight, caseCode.Length > 0 && !caseRight);
        return barcodes;
    }

    private static string Size(string millilitres) =>
        !TryCount(millilitres, out var volume) ? ""
        : volume < MillilitresInALitre ? $"{volume} ml"
        : string.Create(CultureInfo.InvariantCulture, $"{volume / (decimal)MillilitresInALitre:0.###} L");

    private static bool TryPrice(string dollars, out long minor)
    {
        minor = 0;
        if (!decimal.TryParse(dollars, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        var cents = amount * 100;
        if (cents != decimal.Truncate(cents) || cents > Totals.MaxPriceMinor)
            return false;
        minor = (long)cents;
        return true;
    }

    private static bool TryCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= Totals.MaxQuantity;
}
