using System.Text;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>A receipt as plain text: rows of fixed columns, each ended by a line feed.</summary>
public static class ReceiptText
{
    public static string Of(ReceiptLayout layout)
    {
        var text = new StringBuilder();
        foreach (var row in layout.Rows)
            text.Append(row.Placed(layout.Columns)).Append('\n');
        return text.ToString();
    }
}
