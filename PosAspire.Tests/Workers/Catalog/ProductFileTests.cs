using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Shared;
using PosAspire.Workers.Catalog;

namespace PosAspire.Tests.Workers.Catalog;

public sealed class ProductFileTests
{
    private const string Iowa = "Item Number,Category Name,Item Description,Vendor Name,Bottle Volume (ml),Pack,UPC,SCC,State Bottle Retail";
    private const string Plain = "sku,name,brand,category,size,barcode,case_barcode,case_quantity,price";

    [Fact]
    public void A_row_of_Iowas_list_becomes_a_bottle_and_its_case()
    {
        var row = Assert.Single(Read(Iowa, "10008,SCOTCH,\"SCORESBY, RARE\",SAZERAC,1750,6,88004036225,10088004035898,16.50", out _));
        Assert.Equal(("10008", "SCORESBY, RARE", "SAZERAC", "1.75 L", 1_650L, 2L), (row.Sku, row.Name, row.Brand, row.Size, row.PriceMinor, row.Line));
        Assert.Equal(
            [("00088004036225", SaleUnit.Bottle, 1), ("10088004035898", SaleUnit.Case, 6)],
            row.Barcodes.Select(barcode => (barcode.Gtin.Value, barcode.Unit, barcode.Quantity)));
    }

    [Fact]
    public void A_plain_file_may_name_several_codes_of_any_kind()
    {
        var row = Assert.Single(Read(Plain, "W1,Wine,Casa,Red,750 ml,4006381333931 04182635;96385074,10088004035898,12,$9.5", out var report));
        Assert.Equal(("Casa", "Red", "750 ml", 950L), (row.Brand, row.Category, row.Size, row.PriceMinor));
        Assert.Equal(["04006381333931", "00041800000265", "00000096385074", "10088004035898"], row.Barcodes.Select(barcode => barcode.Gtin.Value));
        Assert.Equal((1, 0), (report.Kept, report.BarcodesDropped));
    }

    [Fact]
    public void Columns_are_taken_as_the_operator_says()
    {
        (string, ProductField)[] own = [("Artikel", ProductField.Sku), ("Bezeichnung", ProductField.Name), ("VK", ProductField.Price)];
        var row = Assert.Single(Read("Artikel;Bezeichnung;VK;name", "7;Korn;1.25;ignored", out _, own));
        Assert.Equal(("7", "Korn", 125L, ProductColumns.NoCategory), (row.Sku, row.Name, row.PriceMinor, row.Category));
    }

    [Theory]
    [InlineData("a,b,c", "sku")]
    [InlineData("sku,name", "price")]
    public void A_column_that_is_needed_and_missing_is_named_with_those_that_are_there(string header, string missing)
    {
        var refused = Assert.Throws<ImportException>(() => Read(header, "1,2,3", out _));
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
        Assert.Contains(header.Split(',')[0], refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sku")]
    [InlineData("=sku")]
    [InlineData("Artikel=nonsense")]
    public void A_mapping_that_is_none_is_refused(string mapping) => Assert.Throws<ImportException>(() => ProductColumns.Parse(mapping));

    [Fact]
    public void A_wrong_case_code_is_dropped_and_the_row_is_kept()
    {
        var row = Assert.Single(Read(Iowa, "1,A,B,V,750,12,88004036225,30087116013800,9.38", out var report));
        Assert.Equal(SaleUnit.Bottle, Assert.Single(row.Barcodes).Unit);
        Assert.Equal((1, 1), (report.Kept, report.CaseCodesDropped));
    }

    [Theory]
    [InlineData(",A,B,V,750,12,,,9.38", "item number")]
    [InlineData("1,A,,V,750,12,,,9.38", "description")]
    [InlineData("1,A,B,V,750,12,,,nine", "price")]
    [InlineData("1,A,B,V,750,12,,,9.385", "price")]
    [InlineData("1,A,B,V,750,12,,,-1.00", "price")]
    [InlineData("1,A,B,V,750,12,,,99999999999999", "price")]
    [InlineData("1,A,B,V,750,0,,,9.38", "pack")]
    [InlineData("1,A,B,V,750,12,,", "columns")]
    [InlineData("1,A,B,V,750,12,,,9.38,more", "columns")]
    [InlineData("1,A,B\"x\"\"y,V,750,12,,,9.38", "quotation")]
    public void A_row_that_cannot_be_sold_is_named_with_its_line_and_reason(string line, string reason)
    {
        var written = new StringWriter();
        Assert.Empty(Read(Iowa, line, out var report, details: written));
        var rejected = Assert.Single(report.RejectedLines);
        Assert.StartsWith("line 2:", rejected, StringComparison.Ordinal);
        Assert.Contains(reason, rejected, StringComparison.Ordinal);
        Assert.Contains("2,rejected,", written.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 0, 1), (report.Read, report.Kept, report.Rejected));
    }

    [Fact]
    public void A_rupiah_has_no_cents()
    {
        var report = new CatalogueReport();
        using var file = ProductFile.Open(new MemoryStream("sku,name,price\n1,A,275000\n2,B,275000.50\n"u8.ToArray()), Currency.Idr, report);
        Assert.Equal([275_000L], file.Rows().Select(row => row.PriceMinor).ToList());
    }

    [Fact]
    public void Many_rejected_lines_are_counted_and_only_the_first_are_kept()
    {
        Read(Iowa, string.Join('\n', Enumerable.Repeat(",A,B,V,750,12,,,9.38", 50)), out var report);
        Assert.Equal((50, CatalogueReport.MaxRejectedShown), (report.Rejected, report.RejectedLines.Count));
    }

    [Fact]
    public void A_line_without_end_stops_the_import_instead_of_filling_memory()
    {
        var refused = Assert.Throws<ImportException>(() => Read(Iowa, "\"" + new string('x', 1_000_000), out _));
        Assert.Contains("cannot be read", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>csv-spectrum: the first column is taken as number and the second as name; see csv-spectrum/SOURCE.md.</summary>
    [Theory]
    [InlineData("comma_in_quotes", "first", "city")]
    [InlineData("empty_crlf", "a", "c")]
    [InlineData("json", "key", "val")]
    [InlineData("newlines", "b", "a")]
    [InlineData("quotes_and_newlines", "a", "b")]
    [InlineData("simple_crlf", "a", "b")]
    public void The_published_nasty_files_are_read_as_they_are_meant(string name, string sku, string text)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Workers", "Catalog", "csv-spectrum");
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.json")))!.AsArray();
        var price = expected[0]!.AsObject().Select(field => field.Key).Last(key => IsAmount(expected[0]![key]));
        var lines = File.ReadAllText(Path.Combine(folder, $"{name}.csv"));
        // Every row also needs a price, which those files do not have: the number serves.
        using var file = ProductFile.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(lines)), Currency.Usd, new(), [(sku, ProductField.Sku), (text, ProductField.Name), (price, ProductField.Price)]);
        var rows = file.Rows().ToList();
        Assert.Equal(expected.Where(row => IsAmount(row![price]) && (string)row[text]! != "").Select(row => ((string)row![sku]!, (string)row[text]!)), rows.Select(row => (row.Sku, row.Name)));
    }

    private static bool IsAmount(JsonNode? field) => decimal.TryParse((string)field!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static List<CatalogueRow> Read(string header, string lines, out CatalogueReport report, IReadOnlyList<(string, ProductField)>? own = null, TextWriter? details = null)
    {
        report = new(details);
        using var file = ProductFile.Open(new MemoryStream(Encoding.UTF8.GetBytes($"{header}\n{lines}\n")), Currency.Usd, report, own);
        return [.. file.Rows()];
    }
}
