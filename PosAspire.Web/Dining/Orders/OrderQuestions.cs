using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Dining.Floor;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Web.Dining.Orders;

/// <summary>What is asked before an order changes: a sheet over the page for htmx, the page with the sheet open when scripts are off.</summary>
public static class OrderQuestions
{
    public static Task<IResult> Dish(Guid id, Guid dish, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, async view =>
        {
            var menu = await OrderPages.Menu(api, view.Place, stop);
            return Find(menu, dish) is { } found ? view with { Menu = menu, Sheet = new(Question.Dish) { Dish = found } } : null;
        }, stop);

    public static Task<IResult> Line(Guid id, int line, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, async view =>
        {
            var menu = await OrderPages.Menu(api, view.Place, stop);
            return view.Order.Lines.FirstOrDefault(candidate => candidate.LineNo == line) is { } found
                ? view with { Menu = menu, Sheet = new(Question.Line) { Line = found, Dish = Find(menu, found.ProductId) } }
                : null;
        }, stop);

    public static Task<IResult> Out(Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, async view =>
            view with { Menu = await OrderPages.Menu(api, view.Place, stop), Sheet = new(Question.Out) }, stop);

    public static Task<IResult> Bill(Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, async view =>
        {
            var check = await api.Get<Text>($"{OrderPages.At(id)}/receipt?format=text&columns=40", stop);
            return view with { Sheet = new(Question.Bill) { Check = check.Required.Value } };
        }, stop);

    public static Task<IResult> Move(Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, async view =>
        {
            var tables = (await api.Get<Tables>($"/api/v1/dining/{view.Place.Location}/tables", stop)).Required;
            return view with { Sheet = new(Question.Move) { Tables = [.. tables.Items.Where(table => table.IsFree)] } };
        }, stop);

    public static Task<IResult> Cancel(Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, view => Task.FromResult<OrderView?>(view with { Sheet = new(Question.Cancel) }), stop);

    public static Task<IResult> Pay(Guid id, HttpContext http, ShopApi api, CheckoutDesk payments, IStringLocalizer<Words> words, CancellationToken stop) =>
        Ask(id, http, api, words, async view => view with { Sheet = new(Question.Pay) { Ways = await payments.Ways(view.Place, stop) } }, stop);

    /// <summary>Draws a question in the open sheet, or the page around it.</summary>
    internal static async Task<IResult> Draw(HttpContext http, ShopApi api, OrderView view, CancellationToken stop)
    {
        if (!http.Request.WantsFragment())
            return await OrderPages.Whole(http, api, view, stop);
        http.Response.Headers["HX-Retarget"] = "#sheet";
        http.Response.Headers["HX-Reswap"] = "innerHTML";
        return new RazorComponentResult<OrderQuestion>(new Dictionary<string, object?> { [nameof(OrderQuestion.View)] = view });
    }

    private static MenuItem? Find(PublicMenu menu, Guid dish) =>
        menu.Categories.SelectMany(course => course.Items).FirstOrDefault(item => item.Id == dish);

    private static async Task<IResult> Ask(
        Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, Func<OrderView, Task<OrderView?>> ask, CancellationToken stop)
    {
        if (await OrderPages.Find(id, http, api, stop) is not { } order)
            return OrderPages.NoOrder(words).Answer(http);
        if (!order.IsOpen)
            return OrderPages.GoTo(http, id);
        return await ask(new() { Place = Place.Of(http)!, Order = order }) is { } view
            ? await Draw(http, api, view, stop)
            : new Trouble(StatusCodes.Status404NotFound, words["This is no longer on the order"], words["Somebody else changed it meanwhile. Look at the ticket again."]).Answer(http);
    }
}
