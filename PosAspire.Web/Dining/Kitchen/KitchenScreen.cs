using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Dining.Parts;
using PosAspire.Web.Frame;

namespace PosAspire.Web.Dining.Kitchen;

/// <summary>What the kitchen sees and does: tickets by station and age, done and recalled, dishes that have run out.</summary>
public sealed class KitchenScreen(ShopApi api, DishesOut dishes, ProblemWords problems, IStringLocalizer<Words> words, TimeProvider time)
{
    /// <summary>The board alone for htmx, the whole page otherwise.</summary>
    public async Task<IResult> Draw(HttpContext http, string? station, CancellationToken stop, PublicMenu? menu = null, Trouble? trouble = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        var place = Place.Of(http)!;
        var answer = await api.Get<KitchenBoard>($"/api/v1/kitchen/{place.Location}/tickets", stop);
        if (answer.Value is not { } board)
            return Refuse(http, answer.Problem!);
        var view = new KitchenView
        {
            Place = place,
            Board = board,
            Now = time.GetUtcNow(),
            Station = board.Stations.Any(known => known.Code == station) ? station : null,
            Menu = menu,
            Trouble = trouble,
        };
        var parameters = new Dictionary<string, object?> { [nameof(KitchenPage.View)] = view };
        return http.Request.WantsFragment() ? new RazorComponentResult<Tickets>(parameters) : new RazorComponentResult<KitchenPage>(parameters);
    }

    /// <summary>Bumps or recalls a ticket and shows the board as it is then.</summary>
    public async Task<IResult> Act(Guid ticket, string what, HttpContext http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var form = await http.Request.ReadFormAsync(stop);
        var station = form["station"].ToString() is { Length: > 0 } code ? code : null;
        var answer = await api.Post<Text>($"/api/v1/kitchen/tickets/{ticket}/{what}", new { }, form["action"], stop);
        if (answer.Problem is { } problem)
            return Refuse(http, problem);
        return http.Request.WantsFragment()
            ? await Draw(http, station, stop)
            : TypedResults.LocalRedirect("/kitchen" + (station is null ? "" : QueryString.Create("station", station).ToString()));
    }

    /// <summary>Marks a dish as sold out or back, and shows the list again.</summary>
    public async Task<IResult> MarkOut(HttpContext http, CancellationToken stop) =>
        await dishes.Mark(http, stop) is { } marked ? await AskOut(http, marked.Trouble, stop) : Trouble.OutOfDate.Answer(http);

    /// <summary>The dishes to mark.</summary>
    public async Task<IResult> AskOut(HttpContext http, Trouble? trouble, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var menu = (await api.Get<PublicMenu>("/api/v1/public/menu" + QueryString.Create("location", Place.Of(http)!.Location), stop)).Required;
        if (!http.Request.WantsFragment())
            return await Draw(http, null, stop, menu, trouble);
        http.Response.Headers["HX-Retarget"] = "#sheet";
        http.Response.Headers["HX-Reswap"] = "innerHTML";
        return new RazorComponentResult<OutQuestion>(new Dictionary<string, object?>
        {
            [nameof(OutQuestion.Menu)] = menu,
            [nameof(OutQuestion.Address)] = "/kitchen",
            [nameof(OutQuestion.Trouble)] = trouble,
        });
    }

    private IResult Refuse(HttpContext http, ApiProblem problem) =>
        new Trouble(problem.Status, words["That did not work"], problems.Say(problem)).Answer(http);
}
