using PosAspire.Domain.Catalog;

namespace PosAspire.Workers.Catalog;

/// <summary>One product of a catalogue file, ready to store.</summary>
/// <param name="Sku">The catalogue's own item number.</param>
/// <param name="PriceMinor">Price of one bottle in minor units.</param>
/// <param name="Barcodes">What a scan of each number sells; none when the file has none that is right.</param>
public sealed record CatalogueRow(string Sku, string Category, string Name, string Size, long PriceMinor, IReadOnlyList<RowBarcode> Barcodes);

/// <param name="Quantity">Bottles in one scan.</param>
public readonly record struct RowBarcode(Gtin Gtin, SaleUnit Unit, int Quantity);

/// <summary>What a catalogue file was found to hold.</summary>
public sealed class CatalogueReport
{
    /// <summary>The first rejected lines are kept with their reason; the rest are only counted.</summary>
    public const int MaxRejectedShown = 20;

    private readonly List<string> rejected = [];

    public int Read { get; private set; }

    public int Kept { get; private set; }

    public int Rejected { get; private set; }

    public int WithoutBarcode { get; private set; }

    /// <summary>Rows kept without a case code, because it was not fourteen digits with a right check digit.</summary>
    public int CaseCodesDropped { get; private set; }

    /// <summary>Rows kept without a bottle code, because its check digit was wrong.</summary>
    public int BarcodesDropped { get; private set; }

    public IReadOnlyList<string> RejectedLines => rejected;

    public void Reject(int line, string reason)
    {
        Read++;
        Rejected++;
        if (rejected.Count < MaxRejectedShown)
            rejected.Add($"line {line}: {reason}");
    }

    public void Keep(bool blankBarcode, bool droppedBarcode, bool droppedCaseCode)
    {
        Read++;
        Kept++;
        WithoutBarcode += blankBarcode ? 1 : 0;
        BarcodesDropped += droppedBarcode ? 1 : 0;
        CaseCodesDropped += droppedCaseCode ? 1 : 0;
    }

    public override string ToString() =>
        $"{Read} lines read, {Kept} kept, {Rejected} rejected, {WithoutBarcode} without a barcode, {BarcodesDropped} barcodes and {CaseCodesDropped} case codes dropped as not valid";
}
