using System.Globalization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Finding;

namespace PosAspire.Web.Sales.Paying;

/// <summary>What Api is asked to sell: the cart as it was shown. Its id is the sale's key, so no try can sell it twice.</summary>
public sealed record PayCart(Guid CartId, long Version, IReadOnlyList<Tender> Tenders);

/// <summary>What the pay panel shows.</summary>
/// <param name="Ways">What can be taken here besides cash.</param>
/// <param name="Problem">Why the last try took nothing.</param>
public sealed record PayModel(Ways Ways, Trouble? Problem);

/// <summary>Cash for a cart: asks how much was handed over, records the sale once, shows the change.</summary>
public static class Pay
{
    public const string Step = "pay";

    public static async Task<IResult> Ask(TillDesk desk, TillCheckout checkout, CancellationToken stop)
    {
        var cart = await desk.ReadCart(stop);
        if (await checkout.UnderWay(cart, stop) is { } underWay)
            return underWay;
        if (cart.IsEmpty)
            return desk.Show(cart, await Find.Panel(desk, stop), desk.Warn(StatusCodes.Status409Conflict, "There is nothing to pay", "The cart is empty. Scan a bottle first."));
        if (cart.IsBlocked)
            return desk.Show(cart, null, desk.Warn(StatusCodes.Status409Conflict, "A line stands in the way", "The marked line can no longer be sold here. Take it off, then pay."));
        return desk.Show(cart, await Panel(desk, stop));
    }

    /// <summary>
    /// Sells the cart that the page showed. The amount comes from a button (<c>amount</c>, minor units) or from the field
    /// (<c>typed</c>); with neither it is what is due.
    /// </summary>
    public static async Task<IResult> Take(TillDesk desk, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        if (!Guid.TryParse(form["cart"], out var cart) || !long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new BadHttpRequestException("The cart on this page cannot be read.");
        if (Handed(form, desk.Place.Currency) is not { } amount)
            return await Again(desk, desk.Warn(StatusCodes.Status400BadRequest, "That is not an amount", "Type what the customer hands over in digits, for example 50 or 50.25. Nothing was recorded."), stop);
        var sale = new PayCart(cart, version, [new Tender("cash", amount)]);
        var answer = await desk.Api.Post<Order>(desk.CartPath + "/pay", sale, cart.ToString(), stop);
        return answer.Value is { } order ? await Paid.Show(desk, order, stop) : await Again(desk, Words(desk, answer.Problem!), stop);
    }

    internal static async Task<Panel> Panel(TillDesk desk, CancellationToken stop, Trouble? problem = null) =>
        new(Step, "/till/pay", typeof(PayPanel), new PayModel(await desk.Payments.Ways(desk.Place, stop), problem));

    internal static async Task<IResult> Again(TillDesk desk, Trouble trouble, CancellationToken stop)
    {
        var cart = await desk.ReadCart(stop);
        return cart.IsEmpty ? desk.Show(cart, await Find.Panel(desk, stop), trouble) : desk.Show(cart, await Panel(desk, stop, trouble));
    }

    private static long? Handed(IFormCollection form, string currency)
    {
        if (form["amount"].ToString() is { Length: > 0 } button)
            return long.TryParse(button, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : null;
        if (form["typed"].ToString() is { Length: > 0 } typed)
            return Money.TryParse(typed, currency, out var minor) ? minor : null;
        return long.TryParse(form["exact"], NumberStyles.None, CultureInfo.InvariantCulture, out var exact) ? exact : null;
    }

    internal static Trouble Words(TillDesk desk, ApiProblem problem) => problem.Code switch
    {
        "payment.tender_too_small" => desk.Say(problem) with { Title = desk.L["That is not enough"] },
        "inventory.out_of_stock" => desk.Say(problem) with { Title = desk.L["Not enough in stock"] },
        "cart.changed" => desk.Say(problem) with { Title = desk.L["The cart has changed"] },
        _ => desk.Say(problem),
    };
}
