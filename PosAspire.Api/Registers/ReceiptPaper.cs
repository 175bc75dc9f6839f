using PosAspire.Domain.Registers;
using PosAspire.Domain.Sales.Receipts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Registers;

/// <summary>What a register prints on.</summary>
internal static class ReceiptPaper
{
    /// <summary>Columns of paper 80 mm wide in the printer's normal font, as most makers set it.</summary>
    public const int Usual = 42;

    /// <param name="printer">As it is stored.</param>
    public static PosError? Check(string? typed, int columns, out string? printer)
    {
        printer = null;
        if (!Receipt.Widths.Contains(columns))
            return RegisterErrors.InvalidColumns;
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        if (!PrinterAddress.TryParse(typed.Trim(), out var address))
            return RegisterErrors.InvalidPrinter;
        printer = $"{address}";
        return null;
    }
}
