using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales;

/// <summary>What a cashier does to the cart. Every action takes the page's cart and answers the next state of the till.</summary>
public static class CartActions
{
    private const int MaxCodeLength = 80;

    /// <summary>The cart as it is: after a reload, and on the way back from paying or choosing.</summary>
    public static async Task<IResult> Show(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var cart = Cart.Read(form);
        if (cart.IsEmpty && Guid.TryParse(form["receipt"], out var order))
            return await CashSale.ShowReceipt(http, api, cart, order, stop);
        return await Priced(http, api, new SaleView { Cart = cart }, stop);
    }

    public static async Task<IResult> Scan(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var cart = Cart.Read(form);
        var code = form["code"].ToString().Trim();
        if (code.Length == 0)
            return await Priced(http, api, new SaleView { Cart = cart }, stop);
        if (code.Length > MaxCodeLength)
            return await Failed(http, api, cart, TooLong, stop);
        var found = await Find(api, cart, code, stop);
        if (found.Value is null)
            return await Failed(http, api, cart, Words(found.Problem!, code), stop);
        return found.Value.Items is [var only]
            ? await Added(http, api, cart, only, stop)
            : await Priced(http, api, new SaleView { Cart = cart, Step = SaleStep.Choosing, Choices = found.Value.Items }, stop);
    }

    /// <summary>One of the items that share the scanned barcode; looked up again, since the page carries no facts about items.</summary>
    public static async Task<IResult> Choose(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var cart = Cart.Read(form);
        var choice = form["choice"].ToString().Split(':', 2);
        if (choice.Length != 2 || !Guid.TryParseExact(choice[0], "D", out var product))
            throw new BadHttpRequestException("The choice on this page cannot be read.");
        var found = await Find(api, cart, choice[1], stop);
        return found.Value?.Items.FirstOrDefault(item => item.ProductId == product) is { } item
            ? await Added(http, api, cart, item, stop)
            : await Failed(http, api, cart, Unknown(choice[1]), stop);
    }

    public static Task<IResult> More(HttpContext http, ShopApi api, CancellationToken stop) =>
        OnLine(http, api, (cart, product) => cart.Change(product, 1), stop);

    public static Task<IResult> Fewer(HttpContext http, ShopApi api, CancellationToken stop) =>
        OnLine(http, api, (cart, product) => cart.Change(product, -1), stop);

    public static Task<IResult> Remove(HttpContext http, ShopApi api, CancellationToken stop) =>
        OnLine(http, api, (cart, product) => cart.Remove(product), stop);

    /// <summary>An empty cart with a key of its own.</summary>
    public static async Task<IResult> Start(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var cart = Cart.Read(await http.Request.ReadFormAsync(stop));
        return await Till.Answer(http, api, new SaleView { Cart = Cart.Empty(cart.Location) }, stop);
    }

    /// <summary>Asks Api what the cart costs and shows the state with it.</summary>
    internal static async Task<IResult> Priced(HttpContext http, ShopApi api, SaleView view, CancellationToken stop)
    {
        if (view.Cart.IsEmpty)
            return await Till.Answer(http, api, view with { Step = view.Step == SaleStep.Paying ? SaleStep.Selling : view.Step }, stop);
        var answer = await api.Post<Quote>("/api/v1/orders/quote", new QuoteRequest(view.Cart.Location, view.Cart.Lines), null, stop);
        if (answer.Value is not null)
            return await Till.Answer(http, api, view with { Quote = answer.Value }, stop);
        // Without prices there is no honest way to draw the cart: leave the page as it is and say why.
        return Refusal(answer.Problem!).Answer(http);
    }

    internal static Trouble Refusal(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(problem.Status, problem.Status == StatusCodes.Status403Forbidden ? "Not allowed" : "That did not work", problem.Detail);
    }

    private static Task<Answer<FoundItems>> Find(ShopApi api, Cart cart, string code, CancellationToken stop) =>
        api.Get<FoundItems>($"/api/v1/products/by-barcode/{Uri.EscapeDataString(code)}{QueryString.Create("location", cart.Location)}&stock=true", stop);

    private static async Task<IResult> Added(HttpContext http, ShopApi api, Cart cart, FoundItem item, CancellationToken stop)
    {
        var next = cart.Add(item.ProductId, item.UnitQuantity);
        var view = next is null
            ? new SaleView { Cart = cart, Trouble = Full }
            : new SaleView { Cart = next, Last = item, Changed = item.ProductId };
        return await Priced(http, api, view, stop);
    }

    private static Task<IResult> Failed(HttpContext http, ShopApi api, Cart cart, Trouble trouble, CancellationToken stop) =>
        Priced(http, api, new SaleView { Cart = cart, Trouble = trouble, ScanFailed = true }, stop);

    // What was scanned stands first, so that a cashier sees which bottle it was.
    private static Trouble Words(ApiProblem problem, string code) => problem.Code switch
    {
        "catalog.unknown_barcode" => Unknown(code),
        "catalog.invalid_barcode" => new(problem.Status, $"“{code}” cannot be read", problem.Detail),
        _ => Refusal(problem),
    };

    private static Trouble Unknown(string code) => new(StatusCodes.Status404NotFound, $"“{code}” is not in the catalogue",
        "Nothing was added. Scan it once more; if it stays unknown, put the bottle aside and ask your manager.");

    private static async Task<IResult> OnLine(HttpContext http, ShopApi api, Func<Cart, Guid, Cart> change, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (!Guid.TryParseExact(form["product"], "D", out var product))
            throw new BadHttpRequestException("The line on this page cannot be read.");
        return await Priced(http, api, new SaleView { Cart = change(Cart.Read(form), product), Changed = product }, stop);
    }

    private static readonly Trouble TooLong = new(StatusCodes.Status400BadRequest, "That code is too long",
        "No barcode is that long, so nothing was added. Two scans may have run together: scan each bottle by itself.");

    private static readonly Trouble Full = new(StatusCodes.Status409Conflict, "The cart is full",
        $"A sale holds {Cart.MaxLines} lines and {Cart.MaxQuantity} of one item. The item was not added; take payment for these first.");
}
