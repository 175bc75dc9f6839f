using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;

namespace PosAspire.Web.Sales.Finding;

/// <summary>What a price check answers.</summary>
/// <param name="Code">What was scanned; empty before the first scan.</param>
/// <param name="Problem">Why nothing can be told about it.</param>
public sealed record CheckModel(string Code, IReadOnlyList<FoundItem> Items, string? Problem = null);

/// <summary>Tells price and stock of what is scanned and adds nothing, until one leaves it.</summary>
public static class PriceCheck
{
    public static async Task<IResult> Show(TillDesk desk, CancellationToken stop, string code = "")
    {
        code = code.Trim();
        if (code.Length == 0)
            return await desk.Show(Panel(new("", [])), stop);
        var found = await Chooser.Ask(desk, code, stop);
        var model = found.Value is { } items ? new CheckModel(code, items.Items) : new(code, [], Words(desk, found.Problem!, code));
        return await desk.Show(Panel(model), stop);
    }

    private static Panel Panel(CheckModel model) => new("check", "/till/check", typeof(PriceCheckPanel), model);

    private static string Words(TillDesk desk, ApiProblem problem, string code) =>
        problem.Code == "catalog.unknown_barcode" ? desk.L["“{0}” is not in the catalogue", code] : desk.Say(problem).Detail;
}
