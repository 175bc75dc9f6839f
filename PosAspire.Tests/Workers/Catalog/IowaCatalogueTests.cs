using PosAspire.Domain.Catalog;
using PosAspire.Workers.Catalog;

namespace PosAspire.Tests.Workers.Catalog;

public sealed class IowaCatalogueTests
{
    private const string Header = "Item Number,Category Name,Item Description,Bottle Volume (ml),Pack,UPC,SCC,State Bottle Retail";

    [Fact]
    public void A_row_becomes_a_bottle_and_its_case()
    {
        var row = Assert.Single(Read("10008,SCOTCH,\"SCORESBY, RARE\",1750,6,88004036225,10088004035898,16.50", out _));
        Assert.Equal(("10008", "SCORESBY, RARE", "1.75 L", 1_650L), (row.Sku, row.Name, row.Size, row.PriceMinor));
        Assert.Equal(
            [("00088004036225", SaleUnit.Bottle, 1), ("10088004035898", SaleUnit.Case, 6)],
            row.Barcodes.Select(barcode => (barcode.Gtin.Value, barcode.Unit, barcode.Quantity)));
    }

    [Fact]
    public void A_wrong_case_code_is_dropped_and_the_row_is_kept()
    {
        var row = Assert.Single(Read("1,A,B,750,12,88004036225,30087116013800,9.38", out var report));
        Assert.Equal(SaleUnit.Bottle, Assert.Single(row.Barcodes).Unit);
        Assert.Equal((1, 1), (report.Kept, report.CaseCodesDropped));
    }

    [Theory]
    [InlineData(",A,B,750,12,,,9.38", "item number")]
    [InlineData("1,A,,750,12,,,9.38", "description")]
    [InlineData("1,A,B,750,12,,,nine", "price")]
    [InlineData("1,A,B,750,12,,,9.385", "price")]
    [InlineData("1,A,B,750,12,,,-1.00", "price")]
    [InlineData("1,A,B,750,0,,,9.38", "pack")]
    public void A_row_that_cannot_be_sold_is_named_with_its_line_and_reason(string line, string reason)
    {
        Assert.Empty(Read(line, out var report));
        var rejected = Assert.Single(report.RejectedLines);
        Assert.StartsWith("line 2:", rejected, StringComparison.Ordinal);
        Assert.Contains(reason, rejected, StringComparison.Ordinal);
        Assert.Equal((1, 0, 1), (report.Read, report.Kept, report.Rejected));
    }

    [Fact]
    public void Many_rejected_lines_are_counted_and_only_the_first_are_kept()
    {
        Read(string.Join('\n', Enumerable.Repeat(",A,B,750,12,,,9.38", 50)), out var report);
        Assert.Equal((50, CatalogueReport.MaxRejectedShown), (report.Rejected, report.RejectedLines.Count));
    }

    private static List<CatalogueRow> Read(string lines, out CatalogueReport report)
    {
        report = new();
        return [.. IowaCatalogue.Read(new StringReader($"{Header}\n{lines}\n"), report)];
    }
}
