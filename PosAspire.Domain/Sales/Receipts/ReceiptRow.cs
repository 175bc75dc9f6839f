namespace PosAspire.Domain.Sales.Receipts;

/// <summary>One row of paper.</summary>
/// <param name="Text">Without trailing blanks; fits the width.</param>
/// <param name="IsLarge">Twice as wide and high, so it fits half the width.</param>
public readonly record struct ReceiptRow(string Text, bool IsCentered = false, bool IsBold = false, bool IsLarge = false)
{
    /// <summary>The row as plain text of normal size.</summary>
    public string Placed(int columns) => IsCentered ? new string(' ', Math.Max(0, (columns - ReceiptColumns.Of(Text)) / 2)) + Text : Text;
}
