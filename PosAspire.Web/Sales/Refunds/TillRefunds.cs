using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Receipts;

namespace PosAspire.Web.Sales.Refunds;

/// <summary>Giving money back at the till, from the last sales.</summary>
public static class TillRefunds
{
    public static void MapRefunds(this IEndpointRouteBuilder till)
    {
        var order = till.MapGroup("/orders/{order:guid}");
        order.MapGet("/refund", Open);
        order.MapPost("/refund", Send);
        order.MapPost("/refund/quote", Quote);
        order.MapGet("/refunds", Now);
        order.MapPost("/refunds/{refund:guid}/payouts", Replace);
        order.MapPost("/exchange", Exchange);
    }

    private static async Task<IResult> Open(Guid order, TillDesk desk, RefundDesk refunds, CancellationToken stop)
    {
        var (model, problem) = await refunds.Open(order, stop);
        return model is null ? await desk.Refused(problem!, stop) : await Show(desk, model, stop);
    }

    private static async Task<IResult> Send(Guid order, TillDesk desk, RefundDesk refunds, CancellationToken stop)
    {
        var sent = await refunds.Send(order, await desk.Form(stop), stop);
        if (sent.Done is not null)
            return await LastOrders.Sheet(desk, order, null, stop, sent.Credit);
        return sent.Again is { } model ? await Show(desk, model, stop) : await desk.Refused(sent.Problem!, stop);
    }

    private static async Task<IResult> Quote(Guid order, TillDesk desk, RefundDesk refunds, CancellationToken stop)
    {
        var now = await refunds.Quote(order, desk.Place.Currency, RefundTyped.Of(await desk.Form(stop)), stop);
        return new RazorComponentResult<RefundQuotePart>(new Dictionary<string, object?> { [nameof(RefundQuotePart.Now)] = now });
    }

    private static async Task<IResult> Now(Guid order, TillDesk desk, CancellationToken stop)
    {
        var found = (await desk.Api.Get<Order>($"/api/v1/orders/{order}", stop)).Required;
        return await LastOrders.Refunds(desk, found, stop) is { } state
            ? new RazorComponentResult<RefundsPart>(new Dictionary<string, object?>
            {
                [nameof(RefundsPart.State)] = state,
                [nameof(RefundsPart.Path)] = $"/till/orders/{order}",
                [nameof(RefundsPart.Queued)] = true,
                [nameof(RefundsPart.Zone)] = desk.Place.Zone,
            })
            : TypedResults.NoContent();
    }

    private static async Task<IResult> Replace(Guid order, Guid refund, TillDesk desk, RefundDesk refunds, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        var answer = await refunds.Replace(order, refund, form, stop);
        if (answer.Problem is { } problem)
            return await desk.Refused(problem, stop);
        return await LastOrders.Sheet(desk, order, null, stop, RefundTyped.Of(form).CreditCode);
    }

    private static async Task<IResult> Exchange(Guid order, TillDesk desk, RefundDesk refunds, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        var answer = await refunds.Exchange(order, Guid.TryParse(form["sold"], out var sold) ? sold : Guid.Empty, form, stop);
        return answer.Problem is { } problem ? await desk.Refused(problem, stop) : await LastOrders.Sheet(desk, order, null, stop);
    }

    private static Task<IResult> Show(TillDesk desk, RefundModel model, CancellationToken stop) =>
        desk.Show(new Panel("refund", $"/till/orders/{model.Order.Id}/refund", typeof(RefundPanel), model), stop);
}
