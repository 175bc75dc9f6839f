using System.Globalization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Finding;
using PosAspire.Web.Sales.Receipts;

namespace PosAspire.Web.Sales.Paying;

/// <summary>The payment dialog beside the cart of the till.</summary>
public sealed class TillCheckout(TillDesk desk, CheckoutDesk payments) : ICheckoutScreen
{
    public const string Step = "checkout";

    private const string Root = "/till/checkout";

    /// <summary>Names the checkout that somebody set aside in this browser to serve the next customer.</summary>
    private const string AsideCookie = "pos.aside";

    public Place Place => desk.Place;

    public HttpContext Http => desk.Http;

    public string Address(Guid order) => $"{Root}/{order}";

    public async Task<IResult> Draw(CheckoutView view, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(view);
        var bill = await Printing.Text(desk, view.Checkout.OrderId, stop);
        return desk.Show(await desk.ReadCart(stop), new Panel(Step, view.Path, typeof(CheckoutPanel), view), receipt: bill);
    }

    public async Task<IResult> Ended(Checkout checkout, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        if (checkout.Status != "cancelled")
            return await Paid.Open(desk, checkout.OrderId, stop);
        var backToShelf = new Trouble(StatusCodes.Status200OK, desk.L["Sale {0} was given up", checkout.Number], desk.L["Nothing is owed, and its lines are in the cart again. Cash that was handed over goes back to the customer."]);
        return desk.Show(await desk.ReadCart(stop), await Find.Panel(desk, stop), backToShelf);
    }

    public async Task<IResult> Missing(ApiProblem problem, CancellationToken stop) => await desk.Refused(problem, stop, await Find.Panel(desk, stop));

    /// <summary>Makes an order of the cart that was shown; what can be asked for at once is asked for.</summary>
    public static async Task<IResult> Begin(TillCheckout screen, CheckoutDesk payments, TillDesk desk, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        if (!Guid.TryParse(form["cart"], out var cart) || !long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new BadHttpRequestException("The cart on this page cannot be read.");
        var begun = await desk.Api.Post<Checkout>(desk.CartPath + "/checkout", new BeginCheckout(cart, version), null, stop);
        if (begun.Value is not { } checkout)
            return await Pay.Again(desk, Pay.Words(desk, begun.Problem!), stop);
        return form["way"] is { Count: 1 } way && way[0] is "card" or "qris" && checkout.Tenders.Count == 0
            ? await CheckoutActions.TakeOf(screen, payments, checkout.OrderId, form, 0, stop)
            : await CheckoutActions.Draw(screen, payments, checkout, stop, ask: form["way"] == CheckoutActions.Code ? CheckoutActions.Code : "");
    }

    /// <summary>The next customer is served; the checkout waits among the last sales, and everything about it goes on.</summary>
    public static async Task<IResult> SetAside(Guid order, TillDesk desk, CancellationToken stop)
    {
        desk.Http.Response.Cookies.Append(AsideCookie, order.ToString(), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = desk.Http.Request.IsHttps });
        var said = new Trouble(StatusCodes.Status200OK, desk.L["The payment goes on by itself"], desk.L["It is found again under “Last sales”, where it can be finished or given up."]);
        return desk.Show(await desk.ReadCart(stop), await Find.Panel(desk, stop), said);
    }

    /// <summary>Whether this browser has set the checkout aside.</summary>
    public static bool IsAside(HttpContext http, Guid order)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Cookies[AsideCookie] == order.ToString();
    }

    /// <summary>The dialog of the sale that is being paid at this register; null when none is.</summary>
    /// <param name="trouble">What is said in it.</param>
    public async Task<IResult?> UnderWay(Cart cart, CancellationToken stop, Trouble? trouble = null)
    {
        ArgumentNullException.ThrowIfNull(cart);
        if (!cart.IsEmpty || cart.LastOrderId is not { } last || IsAside(Http, last))
            return null;
        return (await payments.Read(last, stop)).Value is { IsAwaited: true } checkout ? await CheckoutActions.Draw(this, payments, checkout, stop, trouble) : null;
    }
}
