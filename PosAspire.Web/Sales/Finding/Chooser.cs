using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;

namespace PosAspire.Web.Sales.Finding;

/// <summary>Which of the products that share a barcode is meant.</summary>
public static class Chooser
{
    public static async Task<IResult> Show(TillDesk desk, string code, CancellationToken stop)
    {
        var found = await Ask(desk, code, stop);
        return found.Value is { Items.Count: > 0 } several
            ? await desk.Show(new Panel("choose", "/till", typeof(ChooserPanel), new CheckModel(code, several.Items)), stop)
            : await desk.Refused(found.Problem!, stop);
    }

    internal static Task<Answer<FoundItems>> Ask(TillDesk desk, string code, CancellationToken stop) =>
        desk.Api.Get<FoundItems>($"/api/v1/products/by-barcode/{Uri.EscapeDataString(code)}{QueryString.Create("location", desk.Place.Location)}&stock=true", stop);
}
