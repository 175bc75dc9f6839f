using System.Globalization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Finding;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Web.Sales.Carts;

/// <summary>What a cashier does to the cart. Each is one call to Api under the action's key.</summary>
public static class CartActions
{
    private const int MaxCodeLength = 200;

    public static async Task<IResult> Scan(TillDesk desk, TillCheckout checkout, CancellationToken stop)
    {
        var code = (await desk.Form(stop))["code"].ToString().Trim();
        var first = desk.Warn(StatusCodes.Status409Conflict, "Finish this payment first", "Nothing was added: what is scanned now would not be on this receipt. Take the money or give the payment up, then scan.");
        if (desk.Step == TillCheckout.Step && await checkout.UnderWay(await desk.ReadCart(stop), stop, first) is { } paying)
            return paying;
        return await AddCode(desk, code, stop);
    }

    internal static async Task<IResult> AddCode(TillDesk desk, string code, CancellationToken stop)
    {
        if (code.Length == 0)
            return await desk.Show(await Find.Panel(desk, stop), stop);
        if (code.Length > MaxCodeLength)
            return Missed(desk, await desk.ReadCart(stop), code[..20] + "…", desk.L["That code is too long"], desk.L["No barcode is that long, so nothing was added. Two scans may have run together: scan each bottle by itself."]);
        var answer = await desk.Api.Post<Cart>(desk.CartPath + "/lines", new AddToCart(1, Barcode: code), desk.ActionKey, stop);
        if (answer.Value is { } cart)
            return desk.Show(cart, await Beside(desk, stop));
        return answer.Problem!.Code switch
        {
            "catalog.ambiguous_barcode" => await Chooser.Show(desk, code, stop),
            "catalog.unknown_barcode" => Missed(desk, await desk.ReadCart(stop), code, desk.L["“{0}” is not in the catalogue", code], desk.L["Nothing was added. Scan it once more, or look it up by name."], mayAdd: true),
            "catalog.invalid_barcode" => Missed(desk, await desk.ReadCart(stop), code, desk.L["“{0}” cannot be read", code], desk.Say(answer.Problem).Detail),
            _ => await desk.Refused(answer.Problem, stop),
        };
    }

    /// <summary>A product touched on a tile, in the results, or among those that share a <c>barcode</c>.</summary>
    public static async Task<IResult> Add(TillDesk desk, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        if (!Guid.TryParseExact(form["product"], "D", out var product))
            throw new BadHttpRequestException("The product on this page cannot be read.");
        var add = new AddToCart(1, form["barcode"].ToString() is { Length: > 0 } code ? code : null, product);
        var answer = await desk.Api.Post<Cart>(desk.CartPath + "/lines", add, desk.ActionKey, stop);
        return answer.Value is { } cart ? desk.Show(cart, await Beside(desk, stop)) : await desk.Refused(answer.Problem!, stop);
    }

    public static Task<IResult> More(TillDesk desk, CancellationToken stop) => Step(desk, 1, stop);

    public static Task<IResult> Fewer(TillDesk desk, CancellationToken stop) => Step(desk, -1, stop);

    public static async Task<IResult> Remove(TillDesk desk, CancellationToken stop) =>
        await Changed(desk, await desk.Api.Delete<Cart>(LinePath(desk, await Line(desk, stop)), desk.ActionKey, stop), stop);

    /// <summary>How many there are from now on; none takes the line off.</summary>
    public static async Task<IResult> Quantity(TillDesk desk, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        if (!int.TryParse(form["quantity"], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity))
            return desk.Show(await desk.ReadCart(stop), null, desk.Warn(StatusCodes.Status400BadRequest, "That is not a quantity", "Type how many in digits, for example 6. Nothing was changed."));
        return await Put(desk, await Line(desk, stop), quantity, stop);
    }

    /// <summary>Bottle or case: <c>unit</c> is <c>line:unit:size</c>.</summary>
    public static async Task<IResult> Unit(TillDesk desk, CancellationToken stop)
    {
        var parts = (await desk.Form(stop))["unit"].ToString().Split(':', 3);
        if (parts.Length != 3 || !int.TryParse(parts[0], out var line) || !int.TryParse(parts[2], out var size))
            throw new BadHttpRequestException("The unit on this page cannot be read.");
        return await Changed(desk, await desk.Api.Put<Cart>(LinePath(desk, line), new ChangeLine(Unit: parts[1], UnitQuantity: size), desk.ActionKey, stop), stop);
    }

    /// <summary>Takes everything off.</summary>
    public static async Task<IResult> Clear(TillDesk desk, CancellationToken stop)
    {
        var answer = await desk.Api.Delete<Cart>(desk.CartPath, desk.ActionKey, stop);
        return answer.Value is { } cart ? desk.Show(cart, await Find.Panel(desk, stop)) : await desk.Refused(answer.Problem!, stop);
    }

    /// <summary>The cart as it is now, for a page that heard of a change; beside it what the change concerns.</summary>
    public static async Task<IResult> Now(TillDesk desk, TillCheckout checkout, CancellationToken stop, string step = "")
    {
        var cart = await desk.ReadCart(stop);
        if (step is Paid.Step or TillCheckout.Step && cart.IsEmpty)
            return TypedResults.NoContent(); // the receipt stays where the lines will be
        if (await checkout.UnderWay(cart, stop) is { } underWay)
            return underWay;
        var paying = step == Pay.Step;
        return desk.Show(cart, !paying ? null : cart.IsEmpty ? await Find.Panel(desk, stop) : await Pay.Panel(desk, stop));
    }

    // Api does it once under the action's key, whatever number a repetition comes to.
    private static async Task<IResult> Step(TillDesk desk, int by, CancellationToken stop)
    {
        var line = await Line(desk, stop);
        var cart = await desk.ReadCart(stop);
        return cart.Lines.FirstOrDefault(item => item.LineNo == line) is { } item
            ? await Put(desk, line, item.Quantity + by, stop)
            : desk.Show(cart, null);
    }

    private static async Task<IResult> Put(TillDesk desk, int line, int quantity, CancellationToken stop) => await Changed(desk, quantity <= 0
        ? await desk.Api.Delete<Cart>(LinePath(desk, line), desk.ActionKey, stop)
        : await desk.Api.Put<Cart>(LinePath(desk, line), new ChangeLine(quantity), desk.ActionKey, stop), stop);

    private static async Task<IResult> Changed(TillDesk desk, Answer<Cart> answer, CancellationToken stop)
    {
        if (answer.Value is not { } cart)
            return await desk.Refused(answer.Problem!, stop);
        return desk.Show(cart, desk.Step != Pay.Step ? null : cart.IsEmpty ? await Find.Panel(desk, stop) : await Pay.Panel(desk, stop));
    }

    // Where one finds things, what was found stays in sight; from anywhere else a scan leads back there.
    private static async Task<Panel?> Beside(TillDesk desk, CancellationToken stop) =>
        desk.Http.Request.WantsFragment() && desk.Step == Find.Step ? null : await Find.Panel(desk, stop);

    private static IResult Missed(TillDesk desk, Cart cart, string code, string title, string detail, bool mayAdd = false) =>
        desk.Draw(new() { Cart = cart, Place = desk.Place, Miss = new(code, new(StatusCodes.Status404NotFound, title, detail), mayAdd && desk.Manages) });

    private static string LinePath(TillDesk desk, int line) => string.Create(CultureInfo.InvariantCulture, $"{desk.CartPath}/lines/{line}");

    private static async Task<int> Line(TillDesk desk, CancellationToken stop) =>
        int.TryParse((await desk.Form(stop))["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? line
            : throw new BadHttpRequestException("The line on this page cannot be read.");
}
