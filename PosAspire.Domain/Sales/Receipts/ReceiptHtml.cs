using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace PosAspire.Domain.Sales.Receipts;

/// <summary>
/// A receipt as one page that needs nothing else. It has no script and no style, so that it shows under any content security policy,
/// and its rows are those of the paper.
/// </summary>
public static class ReceiptHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(Receipt receipt, ReceiptLayout layout)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Encoder.Encode($"{ReceiptColumns.Clean(receipt.ShopName)} · {receipt.Number}"))
            .Append("</title>\n</head>\n<body>\n<main>\n<pre>\n");
        foreach (var row in layout.Rows)
        {
            var text = Encoder.Encode(row.Placed(layout.Columns));
            html.Append(row.IsBold ? $"<b>{text}</b>" : text).Append('\n');
        }

        return html.Append("</pre>\n</main>\n</body>\n</html>\n").ToString();
    }
}
