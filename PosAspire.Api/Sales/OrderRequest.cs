using PosAspire.Domain.Catalog;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>What is to be sold. Prices are never sent: the catalogue knows them.</summary>
/// <param name="Barcode">As scanned; it decides the unit (bottle or case).</param>
/// <param name="ProductId">Instead of a barcode, or beside it to say which of several products that share it.</param>
/// <param name="Quantity">Scans: bottles, or cases when the barcode is a case's.</param>
public sealed record LineRequest(int Quantity, string? Barcode = null, Guid? ProductId = null);

public sealed record QuoteRequest(string Location, IReadOnlyList<LineRequest> Lines);

/// <param name="Type"><c>cash</c>.</param>
/// <param name="AmountMinor">What was handed over.</param>
public sealed record TenderRequest(string Type, long AmountMinor);

public sealed record OrderRequest(string Location, IReadOnlyList<LineRequest> Lines, IReadOnlyList<TenderRequest> Tenders);

/// <summary>A line whose barcode could be read.</summary>
internal readonly record struct WantedLine(string? Gtin, Guid? ProductId, int Quantity, string? Scanned);

internal static class WantedLines
{
    /// <summary>Checks the location and the lines as far as that goes without the catalogue.</summary>
    public static PosError? TryRead(string location, IReadOnlyList<LineRequest> lines, out WantedLine[] wanted)
    {
        wanted = new WantedLine[lines.Count];
        if (!Location.IsCode(location))
            return SalesErrors.UnknownLocation(location);
        if (lines.Count is 0 or > Totals.MaxLines)
            return SalesErrors.NoLines;
        for (var position = 0; position < wanted.Length; position++)
        {
            var line = lines[position];
            if (line is null || (line.Barcode is null && line.ProductId is null))
                return SalesErrors.InvalidLine;
            if (line.Quantity is < 1 or > Totals.MaxQuantity)
                return SalesErrors.InvalidQuantity(position + 1);
            if (line.Barcode is null)
                wanted[position] = new(null, line.ProductId, line.Quantity, null);
            else if (Gtin.TryParse(line.Barcode, out var gtin, out var error))
                wanted[position] = new(gtin.Value, line.ProductId, line.Quantity, line.Barcode);
            else
                return error;
        }

        return null;
    }
}
