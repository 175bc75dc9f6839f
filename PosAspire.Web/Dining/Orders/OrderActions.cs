using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Orders;

/// <summary>What happens to an order as a whole: sent, billed, moved, cancelled, paid; and dishes marked out on the way.</summary>
public static class OrderActions
{
    public static async Task<IResult> Send(Guid id, HttpContext http, ShopApi api, Doing doing, IStringLocalizer<Words> words, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await api.Post<OpenOrder>($"{OrderPages.At(id)}/send", new { }, form["action"], stop);
        return await doing.Answer(http, id, answer, stop, view => view with { Done = Sent(view.Order, words) });
    }

    public static async Task<IResult> Bill(Guid id, HttpContext http, ShopApi api, Doing doing, IStringLocalizer<Words> words, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await api.Post<OpenOrder>($"{OrderPages.At(id)}/bill", new { }, form["action"], stop);
        return await doing.Answer(http, id, answer, stop, view => view with { Done = Told(words["The bill is on its way"], words["The floor shows that this table wants to pay."]) });
    }

    public static async Task<IResult> Move(Guid id, HttpContext http, ShopApi api, Doing doing, IStringLocalizer<Words> words, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (!Guid.TryParse(form["table"], out var table))
            return Trouble.OutOfDate.Answer(http);
        var answer = await api.Post<OpenOrder>($"{OrderPages.At(id)}/move", new MoveOrder(table), form["action"], stop);
        return await doing.Answer(http, id, answer, stop, view => view with { Done = Told(words["Moved"], OrderWords.Name(words, view.Order)) });
    }

    public static async Task<IResult> Cancel(Guid id, HttpContext http, ShopApi api, Doing doing, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await api.Post<OpenOrder>($"{OrderPages.At(id)}/cancel", new CancelOrder(LineActions.Reason(form) ?? ""), form["action"], stop);
        return await doing.Answer(http, id, answer, stop);
    }

    /// <summary>Takes cash: the amount of a button (<c>amount</c>), of the field (<c>typed</c>), or exactly what is due.</summary>
    public static async Task<IResult> Pay(Guid id, HttpContext http, ShopApi api, Doing doing, IStringLocalizer<Words> words, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        if (Handed(form, Place.Of(http)!.Currency) is not { } amount)
            return await doing.Refuse(http, id, NotAnAmount(words), stop);
        var answer = await api.Post<OpenOrder>($"{OrderPages.At(id)}/pay", new PayOrder([new("cash", amount)]), form["action"], stop);
        return await doing.Answer(http, id, answer, stop);
    }

    /// <summary>Marks a dish as sold out (<c>dish</c>) or as back (<c>back</c>), and shows the list again.</summary>
    public static async Task<IResult> Out(Guid id, HttpContext http, ShopApi api, Doing doing, DishesOut dishes, CancellationToken stop)
    {
        if (await OrderPages.Find(id, http, api, stop) is not { } order)
            return doing.NoOrder(http);
        if (await dishes.Mark(http, stop) is not { } marked)
            return Trouble.OutOfDate.Answer(http);
        var place = Place.Of(http)!;
        var view = new OrderView { Place = place, Order = order, Menu = await OrderPages.Menu(api, place, stop), Sheet = new(Question.Out) { Trouble = marked.Trouble } };
        return await OrderQuestions.Draw(http, api, view, stop);
    }

    private static Trouble Sent(OpenOrder order, IStringLocalizer<Words> words)
    {
        var last = order.Lines.Where(line => line.IsSent).GroupBy(line => line.SentAt).MaxBy(batch => batch.Key);
        return Told(words["Sent to the kitchen"], last is null ? "" : OrderWords.Stations(last));
    }

    private static Trouble Told(string what, string more) => new(StatusCodes.Status200OK, what, more);

    private static ApiProblem NotAnAmount(IStringLocalizer<Words> words) => new(
        StatusCodes.Status400BadRequest, "floor.not_an_amount", words["That is not an amount. Type what the guest hands over in digits. Nothing was recorded."]);

    private static long? Handed(IFormCollection form, string currency)
    {
        if (form["amount"].ToString() is { Length: > 0 } button)
            return long.TryParse(button, out var minor) && minor >= 0 ? minor : null;
        if (form["typed"].ToString() is { Length: > 0 } typed)
            return Money.TryParse(typed, currency, out var minor) ? minor : null;
        return long.TryParse(form["exact"], out var exact) && exact >= 0 ? exact : null;
    }
}
