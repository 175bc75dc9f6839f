using System.Globalization;

namespace PosAspire.Workers.Catalog.Jobs;

/// <summary>A report that ends with a line saying so when it grows past what anybody reads.</summary>
internal sealed class BoundedReport() : StringWriter(CultureInfo.InvariantCulture)
{
    private const int MaxLines = 20_000;

    private int lines;

    public override void WriteLine(string? value)
    {
        if (++lines <= MaxLines)
            base.WriteLine(value);
        else if (lines == MaxLines + 1)
            base.WriteLine("0,more,\"There are more than fit here: correct these and import the file again.\"");
    }
}
