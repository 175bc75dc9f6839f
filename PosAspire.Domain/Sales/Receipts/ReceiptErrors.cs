using PosAspire.Domain.Shared;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>What can be wrong with asking for a receipt.</summary>
public static class ReceiptErrors
{
    public static readonly PosError UnknownFormat = new(
        "receipt.unknown_format", PosErrorKind.Invalid, "Unknown format",
        "A receipt comes as text, html or escpos. Nothing was printed: choose one of them.");

    public static readonly PosError UnknownWidth = new(
        "receipt.unknown_width", PosErrorKind.Invalid, "Unknown paper width",
        $"A receipt is {string.Join(", ", Receipt.Widths)} columns wide. Nothing was printed: choose one of them.");
}
