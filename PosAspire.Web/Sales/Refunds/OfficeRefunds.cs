using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;
using PosAspire.Web.Sales.Office;

namespace PosAspire.Web.Sales.Refunds;

/// <summary>Giving money back in the back office, from the page of an order.</summary>
public static class OfficeRefunds
{
    public static void MapOfficeRefunds(this IEndpointRouteBuilder office)
    {
        var order = office.MapGroup("/{id:guid}");
        order.MapGet("/refund", Open);
        order.MapPost("/refund", Send);
        order.MapPost("/refund/quote", Quote);
        order.MapGet("/refunds", Now);
        order.MapPost("/refunds/{refund:guid}/payouts", Replace);
        order.MapPost("/exchange", Exchange);
    }

    private static async Task<IResult> Open(Guid id, HttpContext http, RefundDesk refunds, ProblemWords words, CancellationToken stop)
    {
        var (model, problem) = await refunds.Open(id, stop);
        return model is null ? OfficeAnswers.Refused(http, problem!, words) : OfficeAnswers.Show<RefundPage>(new { Model = model });
    }

    private static async Task<IResult> Send(Guid id, HttpContext http, RefundDesk refunds, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var sent = await refunds.Send(id, await http.Request.ReadFormAsync(stop), stop);
        if (sent.Done is not null)
            return await After(id, sent.Credit, http, api, words, stop);
        return sent.Again is { } model ? OfficeAnswers.Again<RefundPage>(new { Model = model }) : OfficeAnswers.Refused(http, sent.Problem!, words);
    }

    private static async Task<IResult> Quote(Guid id, HttpContext http, RefundDesk refunds, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var order = await api.Get<Order>($"/api/v1/orders/{id}", stop);
        if (order.Value is not { } found)
            return OfficeAnswers.Refused(http, order.Problem!, words);
        var now = await refunds.Quote(id, found.Currency, RefundTyped.Of(await http.Request.ReadFormAsync(stop)), stop);
        return OfficeAnswers.Show<RefundQuotePart>(new { Now = now });
    }

    private static async Task<IResult> Now(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var order = await api.Get<OrderDetail>($"/api/v1/orders/{id}", stop);
        if (order.Value is not { } found)
            return OfficeAnswers.Refused(http, order.Problem!, words);
        var shops = await ShopChoice.Read(api, http, found.Location, stop);
        return await OrderPages.Refunds(api, found, stop) is { } state
            ? OfficeAnswers.Show<RefundsPart>(new { State = state, Path = $"{OrderPages.Path}/{id}", Zone = TimeZoneInfo.FindSystemTimeZoneById(shops.Of(found.Location).TimeZone) })
            : TypedResults.NoContent();
    }

    private static async Task<IResult> Replace(Guid id, Guid refund, HttpContext http, RefundDesk refunds, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await refunds.Replace(id, refund, form, stop);
        return answer.Problem is { } problem
            ? await OrderPages.Page(id, Form.Of().Refused(words.Say(problem)), null, http, api, words, stop)
            : await After(id, RefundTyped.Of(form).CreditCode, http, api, words, stop);
    }

    private static async Task<IResult> Exchange(Guid id, HttpContext http, RefundDesk refunds, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await refunds.Exchange(id, Guid.TryParse(form["sold"], out var sold) ? sold : Guid.Empty, form, stop);
        return answer.Problem is { } problem
            ? await OrderPages.Page(id, Form.Of().Refused(words.Say(problem)), null, http, api, words, stop)
            : OfficeAnswers.Next($"{OrderPages.Path}/{id}", "exchanged");
    }

    // A code is shown in the answer itself: no address has it. Sent again, the same refund answers with it again.
    private static async Task<IResult> After(Guid id, string? credit, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop) => credit is null
        ? OfficeAnswers.Next($"{OrderPages.Path}/{id}", "refunded")
        : await OrderPages.Page(id, Form.Of(), "refunded", http, api, words, stop, credit);
}
