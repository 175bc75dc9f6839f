using PosAspire.Web.Frame;

namespace PosAspire.Web.Sales;

/// <summary>Cash for a cart: asks how much was handed over, records the sale once, shows the receipt.</summary>
public static class CashSale
{
    private const string KeyReused = "idempotency.key_reused";

    public static async Task<IResult> Ask(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var cart = Cart.Read(await http.Request.ReadFormAsync(stop));
        return await CartActions.Priced(http, api, new SaleView { Cart = cart, Step = SaleStep.Paying }, stop);
    }

    /// <summary>
    /// Posts the sale with the cart's key. The amount comes from a button (<c>amount</c>, minor units) or from the field
    /// (<c>typed</c>), so that a retry sends the same body and Api answers with the same receipt.
    /// </summary>
    public static async Task<IResult> Take(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var cart = Cart.Read(form);
        var shop = (await Till.RetailShops(api, stop)).FirstOrDefault(shop => shop.Code == cart.Location);
        if (shop is null || cart.IsEmpty)
            return await Again(http, api, cart, NothingToPay, stop);
        if (Handed(form, shop.Currency) is not { } amount)
            return await Again(http, api, cart, NotAnAmount, stop);
        var request = new OrderRequest(cart.Location, cart.Lines, [new Tender("cash", amount)]);
        var answer = await api.Post<Order>("/api/v1/orders", request, cart.Key, stop);
        return answer.Value is { } order
            ? await Paid(http, api, Cart.Empty(cart.Location), order, shop, stop)
            : await Again(http, api, cart, Words(answer.Problem!), stop, answer.Problem!.Code == KeyReused);
    }

    /// <summary>The receipt of a sale recorded a moment ago, after a reload of the page.</summary>
    internal static async Task<IResult> ShowReceipt(HttpContext http, ShopApi api, Cart cart, Guid order, CancellationToken stop)
    {
        var shop = (await Till.RetailShops(api, stop)).FirstOrDefault(shop => shop.Code == cart.Location);
        var answer = await api.Get<Order>($"/api/v1/orders/{order}", stop);
        return answer.Value is not null && shop is not null
            ? await Paid(http, api, cart, answer.Value, shop, stop)
            : await Till.Answer(http, api, new SaleView { Cart = cart }, stop);
    }

    private static Task<IResult> Paid(HttpContext http, ShopApi api, Cart next, Order order, Shop shop, CancellationToken stop) =>
        Till.Answer(http, api, new SaleView { Cart = next, Step = SaleStep.Paid, Receipt = order, Shop = shop }, stop);

    private static Task<IResult> Again(HttpContext http, ShopApi api, Cart cart, Trouble trouble, CancellationToken stop, bool recorded = false) =>
        CartActions.Priced(http, api, new SaleView { Cart = cart, Step = SaleStep.Paying, Trouble = trouble, AlreadyRecorded = recorded }, stop);

    private static long? Handed(IFormCollection form, string currency)
    {
        if (form["amount"].ToString() is { Length: > 0 } button)
            return long.TryParse(button, out var minor) && minor >= 0 ? minor : null;
        if (form["typed"].ToString() is { Length: > 0 } typed)
            return Money.TryParse(typed, currency, out var minor) ? minor : null;
        return long.TryParse(form["exact"], out var exact) && exact >= 0 ? exact : null;
    }

    private static Trouble Words(ApiProblem problem) => problem.Code switch
    {
        "payment.tender_too_small" => new(problem.Status, "That is not enough", problem.Detail),
        "inventory.out_of_stock" => new(problem.Status, "Not enough in stock", problem.Detail),
        KeyReused => new(problem.Status, "This sale was already recorded",
            "It was paid before with another amount or other items, and nothing was charged twice. Start a new sale for anything that is still to be sold."),
        _ => CartActions.Refusal(problem),
    };

    private static readonly Trouble NotAnAmount = new(StatusCodes.Status400BadRequest, "That is not an amount",
        "Type what the customer hands over in digits, for example 50 or 50.25. Nothing was recorded.");

    private static readonly Trouble NothingToPay = new(StatusCodes.Status400BadRequest, "There is nothing to pay",
        "The cart is empty. Scan a bottle first.");
}
