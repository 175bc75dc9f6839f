using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Dining.Orders;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Floor;

/// <summary>The floor: who sits where and since when, which orders have no table, and how an order begins.</summary>
public sealed class FloorScreen(ShopApi api, ProblemWords problems, IStringLocalizer<Words> words)
{
    /// <summary>Open orders shown at once; a shop with more has forgotten to close some.</summary>
    private const int MostOrders = 100;

    private readonly Trouble noTable =
        new(StatusCodes.Status404NotFound, words["There is no such table"], words["It may have been taken off the plan meanwhile. Go back to the floor."]);

    /// <summary>The plan alone for htmx; otherwise the page, with a question open where there is one.</summary>
    public async Task<IResult> Draw(HttpContext http, string? area, CancellationToken stop, FloorSheet? sheet = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var place = Place.Of(http)!;
        var tables = Tables(place, stop);
        var orders = api.Get<OrderList>($"/api/v1/orders?location={place.Location}&status=open&limit={MostOrders}", stop);
        await Task.WhenAll(tables, orders);
        // Whoever only cooks may not seat guests, and is told so.
        if ((await tables).Value is not { } seated || (await orders).Value is not { } open)
            return Refused((await tables).Problem ?? (await orders).Problem!, words["The floor cannot be shown"]).Answer(http);
        var atTables = seated.Items.Select(table => table.OrderId).ToHashSet();
        var view = new FloorView
        {
            Place = place,
            Area = area,
            Sheet = sheet,
            Tables = seated.Items,
            Others = [.. open.Items.Where(order => !atTables.Contains(order.Id)).OrderBy(order => order.CreatedAt)],
        };
        var parameters = new Dictionary<string, object?> { [nameof(FloorPage.View)] = view };
        return http.Request.WantsFragment()
            ? new RazorComponentResult<FloorBoard>(parameters)
            : new RazorComponentResult<FloorPage>(parameters) { StatusCode = sheet?.Trouble?.Status ?? StatusCodes.Status200OK };
    }

    /// <summary>How many sit down; at a table that was taken meanwhile, who sits there.</summary>
    public async Task<IResult> AskGuests(HttpContext http, Guid id, CancellationToken stop) =>
        await Find(http, id, stop) is { } table ? await Ask(http, new(table), stop) : noTable.Answer(http);

    /// <summary>Who collects a takeaway.</summary>
    public Task<IResult> AskName(HttpContext http, CancellationToken stop) => Ask(http, new(null), stop);

    /// <summary>Opens an order at a free table. Of two servers who touch one table, the second is shown whose it is.</summary>
    public async Task<IResult> Seat(HttpContext http, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var form = await http.Request.ReadFormAsync(stop);
        if (!int.TryParse(form["guests"], out var guests))
            return Trouble.OutOfDate.Answer(http);
        var place = Place.Of(http)!;
        var answer = await Begin(new(place.Location, place.RegisterId, "dine_in", TableId: id, Guests: guests), form, stop);
        if (answer.Value is { } order)
            return OrderPages.GoTo(http, order.Id);
        return await Find(http, id, stop) is { } table
            ? await Ask(http, new(table, Refused(answer.Problem!, words["The table was not opened"]), table.OrderId), stop)
            : noTable.Answer(http);
    }

    /// <summary>Begins a takeaway.</summary>
    public async Task<IResult> Collect(HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var form = await http.Request.ReadFormAsync(stop);
        var place = Place.Of(http)!;
        var label = form["label"].ToString().Trim();
        var answer = await Begin(new(place.Location, place.RegisterId, "takeaway", label.Length == 0 ? null : label), form, stop);
        return answer.Value is { } order
            ? OrderPages.GoTo(http, order.Id)
            : await Ask(http, new(null, Refused(answer.Problem!, words["The order was not begun"])), stop);
    }

    /// <summary>The question alone for htmx; the whole floor with the question open when scripts are off.</summary>
    private async Task<IResult> Ask(HttpContext http, FloorSheet sheet, CancellationToken stop)
    {
        if (!http.Request.WantsFragment())
            return await Draw(http, null, stop, sheet);
        http.Response.Headers["HX-Retarget"] = "#sheet";
        http.Response.Headers["HX-Reswap"] = "innerHTML";
        return new RazorComponentResult<FloorQuestion>(new Dictionary<string, object?> { [nameof(FloorQuestion.Sheet)] = sheet });
    }

    private Task<Answer<OpenOrder>> Begin(BeginOrder order, IFormCollection form, CancellationToken stop) =>
        api.Post<OpenOrder>("/api/v1/orders/open", order, form["action"], stop);

    private Task<Answer<Tables>> Tables(Place place, CancellationToken stop) => api.Get<Tables>($"/api/v1/dining/{place.Location}/tables", stop);

    private async Task<Table?> Find(HttpContext http, Guid id, CancellationToken stop) =>
        (await Tables(Place.Of(http)!, stop)).Value?.Items.FirstOrDefault(table => table.Id == id);

    private Trouble Refused(ApiProblem problem, string what) => new(problem.Status, what, problems.Say(problem));
}
