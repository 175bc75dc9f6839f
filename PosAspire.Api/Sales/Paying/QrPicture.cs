using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace PosAspire.Api.Sales.Paying;

/// <summary>A QR code as a picture that any screen size shows sharp and any page may show: no style, no script, one path.</summary>
internal static class QrPicture
{
    // Read from a screen at arm's length: more correction would only make the modules smaller.
    private const QRCodeGenerator.ECCLevel Correction = QRCodeGenerator.ECCLevel.M;

    /// <param name="text">What a telephone reads.</param>
    /// <param name="label">What is read to somebody who does not see it; plain words.</param>
    public static string Svg(string text, string label)
    {
        // With the quiet zone of four modules that the standard asks for (ISO/IEC 18004).
        using var code = QRCodeGenerator.GenerateQrCode(text, Correction);
        var size = code.ModuleMatrix.Count;
        var svg = new StringBuilder(size * size);
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges" role="img" aria-label="{label}">""");
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"");
        for (var row = 0; row < size; row++)
            Row(svg, code.ModuleMatrix[row], row);
        return svg.Append("\"/></svg>").ToString();
    }

    /// <summary>One bar for each run of dark modules.</summary>
    private static void Row(StringBuilder svg, BitArray modules, int row)
    {
        for (var column = 0; column < modules.Count; column++)
        {
            if (!modules[column])
                continue;
            var end = column;
            while (end < modules.Count && modules[end])
                end++;
            svg.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{end - column}v1H{column}z");
            column = end;
        }
    }
}
