using System.Globalization;
using PosAspire.Domain.Catalog;

namespace PosAspire.Workers.Catalog;

/// <summary>What a catalogue file was found to hold. Every rejected line and dropped code goes to <paramref name="details"/> as it is found; the first few stay here.</summary>
/// <param name="details">CSV with line, kind and reason; null when nobody wants them.</param>
public sealed class CatalogueReport(TextWriter? details = null)
{
    /// <summary>The first rejected lines are kept with their reason; the rest are only counted.</summary>
    public const int MaxRejectedShown = 20;

    /// <summary>The first problems are kept for a screen; whoever wants all of them gives a writer.</summary>
    public const int MaxProblemsShown = 100;

    private readonly List<string> rejected = [];
    private readonly List<ImportProblem> problems = [];
    private bool headed;

    public int Read { get; private set; }

    public int Kept { get; private set; }

    public int Rejected { get; private set; }

    public int WithoutBarcode { get; private set; }

    /// <summary>Rows kept without a case code, because it was not fourteen digits with a right check digit.</summary>
    public int CaseCodesDropped { get; private set; }

    /// <summary>Rows kept without a code, because its check digit was wrong.</summary>
    public int BarcodesDropped { get; private set; }

    public IReadOnlyList<string> RejectedLines => rejected;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ImportProblem> Problems => [.. problems.OrderBy(problem => problem.Row)];

    public void Reject(long line, string reason)
    {
        Read++;
        Rejected++;
        if (rejected.Count < MaxRejectedShown)
            rejected.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}: {reason}"));
        Write(line, "rejected", reason);
    }

    public void Keep(bool hasBarcode)
    {
        Read++;
        Kept++;
        WithoutBarcode += hasBarcode ? 0 : 1;
    }

    /// <summary>A line that was kept turned out to stand for a product that another line stands for already.</summary>
    public void TakeBack(long line, string reason)
    {
        Read--;
        Kept--;
        Reject(line, reason);
    }

    public void DropBarcode(long line, string code)
    {
        BarcodesDropped++;
        Write(line, "barcode dropped", $"{code} has no right check digit");
    }

    public void DropCaseCode(long line, string code)
    {
        CaseCodesDropped++;
        Write(line, "case code dropped", $"{code} is not a case code of 14 digits with a right check digit, or is the bottle's");
    }

    public override string ToString() =>
        $"{Read} lines read, {Kept} kept, {Rejected} rejected, {WithoutBarcode} without a barcode, {BarcodesDropped} barcodes and {CaseCodesDropped} case codes dropped as not valid";

    private void Write(long line, string kind, string reason)
    {
        if (problems.Count < MaxProblemsShown)
            problems.Add(new(line, kind, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}."));
        if (details is null)
            return;
        if (!headed)
            details.WriteLine("line,kind,reason");
        headed = true;
        details.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line},{kind},\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\""));
    }
}
