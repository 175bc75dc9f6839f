using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Web.Dining.Orders;

/// <summary>The payment dialog of an order of the restaurant: the order's own page, until it is paid or open again.</summary>
public sealed class FloorCheckout(ShopApi api, CheckoutDesk payments, ProblemWords problems, IStringLocalizer<Words> words, IHttpContextAccessor accessor) : ICheckoutScreen
{
    public HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("The floor answers requests only.");

    public Place Place => Place.Of(Http) ?? throw new InvalidOperationException("This browser has no register.");

    public string Address(Guid order) => $"/floor/orders/{order}/checkout";

    public async Task<IResult> Draw(CheckoutView view, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (Http.Request.WantsFragment())
        {
            // A reload shows what is shown now: a part that is paid is not split once more.
            Http.Response.Headers["HX-Replace-Url"] = view.Path;
            return new RazorComponentResult<CheckoutPart>(new Dictionary<string, object?> { [nameof(CheckoutPart.View)] = view });
        }

        if (await OrderPages.Find(view.Checkout.OrderId, Http, api, stop) is not { } order)
            return OrderPages.NoOrder(words).Answer(Http);
        var bill = await api.Get<Text>($"{OrderPages.At(order.Id)}/receipt?format=text&columns=40", stop);
        return new RazorComponentResult<PayingPage>(new Dictionary<string, object?>
        {
            [nameof(PayingPage.View)] = view,
            [nameof(PayingPage.Order)] = order,
            [nameof(PayingPage.Place)] = Place,
            [nameof(PayingPage.Bill)] = bill.Value?.Value ?? "",
        });
    }

    public Task<IResult> Ended(Checkout checkout, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        return Task.FromResult(OrderPages.GoTo(Http, checkout.OrderId));
    }

    public Task<IResult> Missing(ApiProblem problem, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Task.FromResult(new Trouble(problem.Status, words["That did not work"], problems.Say(problem)).Answer(Http));
    }

    /// <summary>The bill stands; what can be asked for at once is asked for.</summary>
    public static async Task<IResult> Begin(Guid order, FloorCheckout screen, CheckoutDesk payments, ShopApi api, Doing doing, CancellationToken stop)
    {
        var form = await screen.Http.Request.ReadFormAsync(stop);
        var begun = await api.Post<OpenOrder>(CheckoutDesk.At(order), new { }, form["action"], stop);
        // Begun already, here or by another hand: the payment is shown as it is.
        if (begun.Problem is { Code: not ("order.not_open" or "idempotency.key_reused") } problem)
            return await doing.Refuse(screen.Http, order, problem, stop);
        if (await payments.Read(order, stop) is not { Value: { } checkout })
            return doing.NoOrder(screen.Http);
        if (checkout.IsAwaited && checkout.Tenders.Count == 0 && form["way"].ToString() is "card" or "qris")
            await CheckoutActions.TakeOf(screen, payments, order, form, 0, stop);
        return form["way"] == CheckoutActions.Code ? OrderPages.GoTo(screen.Http, order, "/checkout?ask=code") : OrderPages.GoTo(screen.Http, order);
    }

    /// <summary>The page of an order that is being paid.</summary>
    public async Task<IResult> Show(OpenOrder order, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(order);
        var answer = await payments.Read(order.Id, stop);
        return answer.Value is { } checkout ? await CheckoutActions.Draw(this, payments, checkout, stop) : await Missing(answer.Problem!, stop);
    }
}
