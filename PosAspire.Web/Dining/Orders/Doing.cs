using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Orders;

/// <summary>Answers an action on an order: the changed ticket or what was refused; in place for htmx, by a page of its own when scripts are off.</summary>
public sealed class Doing(ShopApi api, ProblemWords problems, IStringLocalizer<Words> words)
{
    private const string DoneBefore = "idempotency.key_reused";

    public IResult NoOrder(HttpContext http) => OrderPages.NoOrder(words).Answer(http);

    /// <param name="answer">What Api said to the action.</param>
    /// <param name="tell">What the screen shows besides the changed order.</param>
    public async Task<IResult> Answer(HttpContext http, Guid id, Answer<OpenOrder> answer, CancellationToken stop, Func<OrderView, OrderView>? tell = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(answer);
        // The step was done by an earlier try whose answer was lost: the order is shown as it is now.
        if (answer.Problem?.Code == DoneBefore && await OrderPages.Find(id, http, api, stop) is { } done)
            answer = new(done, null);
        if (answer.Value is not { } order)
            return await Refuse(http, id, answer.Problem!, stop);
        if (!http.Request.WantsFragment() || !order.IsOpen)
            return OrderPages.GoTo(http, id);
        var view = new OrderView { Place = Place.Of(http)!, Order = order };
        return new RazorComponentResult<OrderFragment>(new Dictionary<string, object?> { [nameof(OrderFragment.View)] = tell?.Invoke(view) ?? view, [nameof(OrderFragment.Acted)] = true });
    }

    /// <summary>Says why not.</summary>
    public async Task<IResult> Refuse(HttpContext http, Guid id, ApiProblem problem, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(problem);
        var trouble = new Trouble(problem.Status, words["That did not work"], problems.Say(problem));
        if (http.Request.WantsFragment() || await OrderPages.Find(id, http, api, stop) is not { } order)
            return trouble.Answer(http);
        return await OrderPages.Whole(http, api, new() { Place = Place.Of(http)!, Order = order, Trouble = trouble }, stop);
    }
}
