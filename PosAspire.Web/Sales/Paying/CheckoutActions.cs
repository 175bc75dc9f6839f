using System.Globalization;
using PosAspire.Web.Frame;
using PosAspire.Web.Identity;

namespace PosAspire.Web.Sales.Paying;

/// <summary>Where a checkout is shown: beside the cart of a till, or on the page of a restaurant's order.</summary>
public interface ICheckoutScreen
{
    Place Place { get; }

    HttpContext Http { get; }

    /// <summary>Where the dialog of an order is.</summary>
    string Address(Guid order);

    Task<IResult> Draw(CheckoutView view, CancellationToken stop);

    /// <summary>It is paid, or was given up.</summary>
    Task<IResult> Ended(Checkout checkout, CancellationToken stop);

    /// <summary>There is no such order here.</summary>
    Task<IResult> Missing(ApiProblem problem, CancellationToken stop);
}

/// <summary>What a cashier does while an order is being paid; the same at both tills.</summary>
public static class CheckoutActions
{
    public const string Code = "code";
    public const int MostParts = 12;

    private const int MaxReason = 200;
    private const decimal Hundred = 100;

    public static void MapCheckout(this IEndpointRouteBuilder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        order.MapGet("", Show);
        order.MapGet("/now", Now);
        order.MapPost("/tenders", Take);
        order.MapPost("/tenders/{tender:guid}/cancel", LetGo);
        order.MapGet("/tenders/{tender:guid}/qr", Picture);
        order.MapPost("/cancel", GiveUp);
    }

    /// <summary>The dialog as the checkout stands now.</summary>
    public static async Task<IResult> Draw(
        ICheckoutScreen screen, CheckoutDesk desk, Checkout checkout, CancellationToken stop, Trouble? trouble = null, string ask = "", int parts = 1, AskedTender? approving = null, string? refusedApproval = null)
    {
        if (!checkout.IsAwaited)
            return await screen.Ended(checkout, stop);
        return await screen.Draw(new()
        {
            Checkout = checkout,
            Ways = await desk.Ways(screen.Place, stop),
            Address = screen.Address(checkout.OrderId),
            Tips = screen.Place.IsRestaurant,
            Ask = ask,
            Parts = Math.Clamp(parts, 1, MostParts),
            Trouble = trouble,
            Approving = approving,
            ApprovalTrouble = refusedApproval,
        }, stop);
    }

    /// <summary>Takes one tender as the form asks for it, and draws what came of it.</summary>
    internal static async Task<IResult> TakeOf(ICheckoutScreen screen, CheckoutDesk desk, Guid order, IFormCollection form, int known, CancellationToken stop)
    {
        var parts = int.TryParse(form["parts"], out var split) ? split : 1;
        var asked = Asked(form, screen.Place.Currency);
        if (asked is null)
            return await Again(screen, desk, order, desk.Warn("That is not an amount", "Type the amount in digits, for example 50 or 50.25. Nothing was taken."), parts, stop);
        var (tender, refused) = await Tender(screen, desk, asked, form, stop);
        if (tender is null)
            return await Again(screen, desk, order, refused, parts, stop, Code);
        var taken = await desk.Take(order, tender, form["action"], known, stop);
        if (taken.Checkout is { } checkout)
            return await Draw(screen, desk, checkout, stop, parts: checkout.Refused is null ? parts - 1 : parts);
        var problem = taken.Problem!;
        if (await desk.Read(order, stop) is not { Value: { } now })
            return await screen.Missing(problem, stop);
        var needsApproval = problem.Code == "payment.approval_needed";
        var wrongApproval = tender.Approval is not null && problem.Code.StartsWith("auth.", StringComparison.Ordinal);
        if (needsApproval || wrongApproval)
            return await Draw(screen, desk, now, stop, null, "", parts, asked, needsApproval ? null : desk.Say(problem).Detail);
        return await Draw(screen, desk, now, stop, desk.Say(problem), asked.Way == Code ? Code : "", parts);
    }

    private static async Task<IResult> Show(Guid order, ICheckoutScreen screen, CheckoutDesk desk, CancellationToken stop, string ask = "", int parts = 1)
    {
        var answer = await desk.Read(order, stop);
        return answer.Value is { } checkout ? await Draw(screen, desk, checkout, stop, null, ask == Code ? Code : "", parts) : await screen.Missing(answer.Problem!, stop);
    }

    /// <summary>Whether it is still as the page shows it; nothing is drawn, so that nothing moves under a finger.</summary>
    private static async Task<IResult> Now(Guid order, CheckoutDesk desk, CancellationToken stop, int version = 0) =>
        (await desk.Read(order, stop)).Value is { } checkout && checkout.Version == version ? TypedResults.NoContent() : TypedResults.Ok();

    private static async Task<IResult> Take(Guid order, ICheckoutScreen screen, CheckoutDesk desk, CancellationToken stop)
    {
        var form = await screen.Http.Request.ReadFormAsync(stop);
        return await TakeOf(screen, desk, order, form, int.TryParse(form["known"], out var known) ? known : 0, stop);
    }

    private static async Task<IResult> LetGo(Guid order, Guid tender, ICheckoutScreen screen, CheckoutDesk desk, CancellationToken stop)
    {
        var answer = await desk.Api.Post<Checkout>($"{CheckoutDesk.Tenders(order)}/{tender}/cancel", new { }, null, stop);
        if (answer.Value is { } checkout)
            return await Draw(screen, desk, checkout, stop);
        return await Again(screen, desk, order, desk.Say(answer.Problem!), 1, stop);
    }

    private static async Task<IResult> GiveUp(Guid order, ICheckoutScreen screen, CheckoutDesk desk, CancellationToken stop)
    {
        var reason = (await screen.Http.Request.ReadFormAsync(stop))["reason"].ToString().Trim();
        var answer = await desk.Api.Post<Checkout>($"{CheckoutDesk.At(order)}/cancel", new GiveUpCheckout(reason.Length > MaxReason ? reason[..MaxReason] : reason), null, stop);
        if (answer.Value is { } checkout)
            return await Draw(screen, desk, checkout, stop);
        return await Again(screen, desk, order, desk.Say(answer.Problem!), 1, stop);
    }

    internal static Task<IResult> Picture(Guid order, Guid tender, HttpContext http, ShopApi api, CancellationToken stop) =>
        api.Relay($"{CheckoutDesk.Tenders(order)}/{tender}/qr", http, stop);

    private static async Task<IResult> Again(ICheckoutScreen screen, CheckoutDesk desk, Guid order, Trouble? trouble, int parts, CancellationToken stop, string ask = "")
    {
        var answer = await desk.Read(order, stop);
        return answer.Value is { } now ? await Draw(screen, desk, now, stop, trouble, ask, parts) : await screen.Missing(answer.Problem!, stop);
    }

    private static async Task<(AddTender? Tender, Trouble? Trouble)> Tender(ICheckoutScreen screen, CheckoutDesk desk, AskedTender asked, IFormCollection form, CancellationToken stop)
    {
        switch (asked.Way)
        {
            case "card":
                var ways = await desk.Ways(screen.Place, stop);
                return (new("card", asked.AmountMinor, asked.TipMinor, ways.Reader is { } reader ? "reader:" + reader : null, Approval: Approver.Of(form)), null);
            case Code:
                var code = form["code"].ToString().Trim();
                var found = await desk.Look(screen.Place.Location, code, stop);
                return found.Value is { } card ? (new(card.Kind, asked.AmountMinor, CardCode: code), null) : (null, desk.Say(found.Problem!));
            default:
                return (new(asked.Way, asked.AmountMinor), null);
        }
    }

    /// <summary>The amount is the typed one, else what the page offered; of a gift card, as much as it has.</summary>
    internal static AskedTender? Asked(IFormCollection form, string currency)
    {
        var way = form["way"].ToString();
        if (way is not ("cash" or "card" or "qris" or Code))
            return null;
        long? amount = null;
        if (form["typed"].ToString() is { Length: > 0 } typed)
            amount = Money.TryParse(typed, currency, out var minor) && minor > 0 ? minor : null;
        else if (long.TryParse(form[way == "cash" ? "cash-share" : "share"], NumberStyles.None, CultureInfo.InvariantCulture, out var share))
            amount = share;
        if (amount is null && way != Code)
            return null;
        return Tip(form, amount ?? 0, currency) is { } tip ? new(way, way == Code && form["typed"].ToString().Length == 0 ? null : amount, way == "card" ? tip : 0) : null;
    }

    private static long? Tip(IFormCollection form, long amount, string currency)
    {
        if (form["tip-minor"].ToString() is { Length: > 0 } told)
            return long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null;
        if (form["own-tip"].ToString() is { Length: > 0 } own)
            return Money.TryParse(own, currency, out var minor) ? minor : null;
        // Rounded down, so that no guest pays more of a tip than was chosen.
        return int.TryParse(form["tip"], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100 ? (long)Math.Floor(amount * percent / Hundred) : 0;
    }
}
