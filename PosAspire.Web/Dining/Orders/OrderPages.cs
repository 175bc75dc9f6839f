using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Web.Dining.Orders;

/// <summary>The order screen: its routes, and how an order becomes a fragment or a whole page.</summary>
public static class OrderPages
{
    public static void MapOrders(this IEndpointRouteBuilder floor)
    {
        ArgumentNullException.ThrowIfNull(floor);
        var order = floor.MapGroup("/orders/{id:guid}");
        order.MapGet("", Show);
        order.MapGet("/menu", ShowMenu);
        order.MapGet("/dishes/{dish:guid}", OrderQuestions.Dish);
        order.MapGet("/lines/{line:int}", OrderQuestions.Line);
        order.MapGet("/out", OrderQuestions.Out);
        order.MapGet("/bill", OrderQuestions.Bill);
        order.MapGet("/move", OrderQuestions.Move);
        order.MapGet("/cancel", OrderQuestions.Cancel);
        order.MapGet("/pay", OrderQuestions.Pay);
        order.MapPost("/lines", LineActions.Add);
        order.MapPost("/lines/{line:int}", LineActions.Change);
        order.MapPost("/lines/{line:int}/remove", LineActions.Remove);
        order.MapPost("/send", OrderActions.Send);
        order.MapPost("/bill", OrderActions.Bill);
        order.MapPost("/move", OrderActions.Move);
        order.MapPost("/cancel", OrderActions.Cancel);
        order.MapPost("/pay", OrderActions.Pay);
        order.MapPost("/out", OrderActions.Out);
        floor.MapPost("/orders/{order:guid}/checkout", FloorCheckout.Begin);
        floor.MapGroup("/orders/{order:guid}/checkout").MapCheckout();
    }

    /// <summary>Leads the browser to an order's own page.</summary>
    /// <param name="more">What follows in the address.</param>
    public static IResult GoTo(HttpContext http, Guid order, string more = "")
    {
        ArgumentNullException.ThrowIfNull(http);
        var path = $"/floor/orders/{order}{more}";
        if (!http.Request.WantsFragment())
            return TypedResults.LocalRedirect(path);
        http.Response.Redirect(path, StatusCodes.Status200OK);
        return TypedResults.Empty;
    }

    /// <summary>Path of an order at Api.</summary>
    internal static string At(Guid id) => $"/api/v1/orders/{id}";

    internal static async Task<PublicMenu> Menu(ShopApi api, Place place, CancellationToken stop) =>
        (await api.Get<PublicMenu>("/api/v1/public/menu" + QueryString.Create("location", place.Location), stop)).Required;

    /// <summary>The order if it is one of this shop.</summary>
    internal static async Task<OpenOrder?> Find(Guid id, HttpContext http, ShopApi api, CancellationToken stop)
    {
        var answer = await api.Get<OpenOrder>(At(id), stop);
        return answer.Value is { } order && order.Location == Place.Of(http)!.Location ? order : null;
    }

    /// <summary>The whole screen, with its menu; an order that has ended shows its receipt instead.</summary>
    internal static async Task<IResult> Whole(HttpContext http, ShopApi api, OrderView view, CancellationToken stop)
    {
        if (view.Order.Status == "awaiting_payment")
            return await http.RequestServices.GetRequiredService<FloorCheckout>().Show(view.Order, stop);
        if (!view.Order.IsOpen)
            return await Ended(http, api, view, stop);
        var menu = view.Menu ?? await Menu(api, view.Place, stop);
        return new RazorComponentResult<OrderPage>(new Dictionary<string, object?> { [nameof(OrderPage.View)] = view with { Menu = menu } })
        {
            StatusCode = (view.Trouble ?? view.Sheet?.Trouble)?.Status ?? StatusCodes.Status200OK,
        };
    }

    internal static Trouble NoOrder(IStringLocalizer<Words> words) =>
        new(StatusCodes.Status404NotFound, words["There is no such order here"], words["It may belong to another shop. Go back to the floor."]);

    private static async Task<IResult> Show(Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop)
    {
        if (await Find(id, http, api, stop) is not { } order)
            return NoOrder(words).Answer(http);
        var view = new OrderView { Place = Place.Of(http)!, Order = order };
        if (!http.Request.WantsFragment())
            return await Whole(http, api, view, stop);
        return order.IsOpen
            ? new RazorComponentResult<OrderFragment>(new Dictionary<string, object?> { [nameof(OrderFragment.View)] = view })
            : GoTo(http, id);
    }

    private static async Task<IResult> ShowMenu(Guid id, HttpContext http, ShopApi api, IStringLocalizer<Words> words, CancellationToken stop)
    {
        if (await Find(id, http, api, stop) is not { } order)
            return NoOrder(words).Answer(http);
        var place = Place.Of(http)!;
        var view = new OrderView { Place = place, Order = order, Menu = await Menu(api, place, stop) };
        return http.Request.WantsFragment()
            ? new RazorComponentResult<MenuTiles>(new Dictionary<string, object?> { [nameof(MenuTiles.View)] = view })
            : await Whole(http, api, view, stop);
    }

    private static async Task<IResult> Ended(HttpContext http, ShopApi api, OrderView view, CancellationToken stop)
    {
        if (http.Request.WantsFragment())
            return GoTo(http, view.Order.Id);
        var receipt = await api.Get<Text>($"{At(view.Order.Id)}/receipt?format=text&columns=40", stop);
        return new RazorComponentResult<PaidPage>(new Dictionary<string, object?>
        {
            [nameof(PaidPage.View)] = view,
            [nameof(PaidPage.Receipt)] = receipt.Value?.Value ?? "",
        });
    }
}
