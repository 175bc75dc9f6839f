using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Paying;

namespace PosAspire.Web.Sales.Carts;

/// <summary>What the handlers of the till share in one request: the register, its cart, and how a state becomes an answer.</summary>
public sealed class TillDesk(ShopApi api, CheckoutDesk payments, IStringLocalizer<Words> words, ProblemWords problems, IHttpContextAccessor accessor)
{
    private const string FallbackStep = "find";

    public HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("The till answers requests only.");

    public ShopApi Api => api;

    public CheckoutDesk Payments => payments;

    public IStringLocalizer<Words> L => words;

    /// <summary>The register of this browser; <see cref="NeedsPlace"/> let nobody in without one.</summary>
    public Place Place => Place.Of(Http) ?? throw new InvalidOperationException("This browser has no register.");

    public string RegisterPath => $"/api/v1/registers/{Place.RegisterId}";

    public string CartPath => RegisterPath + "/cart";

    /// <summary>Names this action to Api, so that doing it again does nothing.</summary>
    public string? ActionKey => Http.Request.HasFormContentType && Http.Request.Form[Frame.Parts.ActionKey.Name].ToString() is { Length: > 0 } key ? key : null;

    /// <summary>Which panel the page shows; it sends it along so that only what changes is drawn anew.</summary>
    public string Step => Http.Request.HasFormContentType && Http.Request.Form["step"].ToString() is { Length: > 0 } step ? step : FallbackStep;

    /// <summary>Whether this person runs shops, as far as the screen needs to know; Api decides.</summary>
    public bool Manages => Http.User.IsInRole("manager") || Http.User.IsInRole("admin");

    public Task<IFormCollection> Form(CancellationToken stop) => Http.Request.ReadFormAsync(stop);

    public async Task<Cart> ReadCart(CancellationToken stop) => (await api.Get<Cart>(CartPath, stop)).Required;

    /// <summary>The till with this panel at its side.</summary>
    public async Task<IResult> Show(Panel panel, CancellationToken stop, Trouble? trouble = null) => Show(await ReadCart(stop), panel, trouble);

    /// <param name="cart">As Api told it last.</param>
    /// <param name="panel">What stands beside it; null leaves what is there.</param>
    /// <param name="trouble">What did not work.</param>
    /// <param name="receipt">Shown in the place of the lines, while the cart is empty.</param>
    public IResult Show(Cart cart, Panel? panel, Trouble? trouble = null, string? receipt = null) =>
        Draw(new() { Cart = cart, Place = Place, Panel = panel, Trouble = trouble, Receipt = receipt });

    /// <summary>The whole page, or for a script its parts alone.</summary>
    public IResult Draw(TillView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!Http.Request.WantsFragment())
            return new RazorComponentResult<TillPage>(new Dictionary<string, object?> { [nameof(TillPage.View)] = view });
        if (view.Panel is { } panel)
            Http.Response.Headers["HX-Replace-Url"] = panel.Path;
        return new RazorComponentResult<TillParts>(new Dictionary<string, object?> { [nameof(TillParts.View)] = view });
    }

    /// <summary>Nothing changed, and this is why: said in place, everything else stays.</summary>
    public async Task<IResult> Refused(ApiProblem problem, CancellationToken stop, Panel? panel = null) =>
        Show(await ReadCart(stop), panel, Say(problem));

    public Trouble Say(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var title = problem.Status == StatusCodes.Status403Forbidden ? words["You may not do this"] : words["That did not work"];
        return new(problem.Status, title, problems.Say(problem));
    }

    public Trouble Warn(int status, string title, string detail) => new(status, words[title], words[detail]);
}
