using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Web.Sales.Finding;

/// <summary>What the finding panel shows.</summary>
/// <param name="Query">What was typed; empty for tiles.</param>
/// <param name="Results">What it found; null for tiles.</param>
/// <param name="Category">The category whose tiles are shown; null for the most sold ones of all.</param>
/// <param name="Skipped">How many tiles came before.</param>
public sealed record FindModel(string Query, IReadOnlyList<Found>? Results, Shelf? Shelf, string? Category = null, int Skipped = 0);

/// <summary>Finding things without the scanner: by words as they are typed, or by touching tiles.</summary>
public static class Find
{
    public const string Step = "find";

    private const int CommonTiles = 9;
    private const int CategoryTiles = 17; // with the tile for more they fill six rows of three
    private const int MostResults = 20;
    private const int MaxQuery = 200;
    private const int ShortestCode = 6;

    /// <summary>The till as it begins; with the payment that is under way at the register, if there is one.</summary>
    public static async Task<IResult> Open(TillDesk desk, TillCheckout checkout, CancellationToken stop)
    {
        var cart = await desk.ReadCart(stop);
        return await checkout.UnderWay(cart, stop) ?? desk.Show(cart, await Panel(desk, stop));
    }

    /// <summary>A whole page of results; scripts ask for them as they are typed.</summary>
    public static async Task<IResult> Search(TillDesk desk, CancellationToken stop, string q = "")
    {
        var model = await Found(desk, q, stop);
        var panel = new Panel(Step, "/till", typeof(FindPanel), model);
        return desk.Http.Request.Headers.ContainsKey("X-Results")
            ? new RazorComponentResult<FindPanel>(new Dictionary<string, object?> { ["Model"] = model })
            : await desk.Show(panel, stop);
    }

    /// <summary>Enter in the field: a number is a code and is added, words are looked for.</summary>
    public static async Task<IResult> Enter(TillDesk desk, CancellationToken stop)
    {
        var typed = (await desk.Form(stop))["q"].ToString().Trim();
        return IsCode(typed) ? await CartActions.AddCode(desk, typed, stop) : await Search(desk, stop, typed);
    }

    public static async Task<IResult> Browse(TillDesk desk, string category, CancellationToken stop, int skip = 0)
    {
        var path = $"/api/v1/products/shelf{Query(("location", desk.Place.Location), ("category", category), ("skip", $"{skip}"), ("limit", $"{CategoryTiles}"))}";
        var shelf = (await desk.Api.Get<Shelf>(path, stop)).Required;
        var here = "/till/browse" + Query(("category", category), ("skip", $"{skip}"));
        return await desk.Show(new Panel(Step, here, typeof(FindPanel), new FindModel("", null, shelf, category, skip)), stop);
    }

    /// <summary>The tiles of what is sold most, and the categories.</summary>
    internal static async Task<Panel> Panel(TillDesk desk, CancellationToken stop)
    {
        var path = $"/api/v1/products/shelf{Query(("location", desk.Place.Location), ("limit", $"{CommonTiles}"))}";
        var shelf = (await desk.Api.Get<Shelf>(path, stop)).Required;
        return new(Step, "/till", typeof(FindPanel), new FindModel("", null, shelf));
    }

    // Product names begin with letters or with a short number (1800, 99 BANANAS); element strings of GS1 with a bracket.
    private static bool IsCode(string typed) => typed.Length >= ShortestCode && typed.All(character => char.IsAsciiDigit(character)) || typed is ['(' or ']', ..];

    internal static QueryString Query(params (string Name, string Value)[] parts) =>
        QueryString.Create(parts.Select(part => KeyValuePair.Create<string, string?>(part.Name, part.Value)));

    private static async Task<FindModel> Found(TillDesk desk, string q, CancellationToken stop)
    {
        q = q.Trim();
        if (q.Length == 0)
            return (FindModel)(await Panel(desk, stop)).Model;
        q = q.Length > MaxQuery ? q[..MaxQuery] : q;
        var path = $"/api/v1/products/search{Query(("location", desk.Place.Location), ("q", q), ("stock", "true"), ("limit", $"{MostResults}"))}";
        return new(q, (await desk.Api.Get<FoundList>(path, stop)).Required.Items, null);
    }
}
