using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Inventory;

/// <summary>What a shop has, and one product's level with all that moved it.</summary>
public static class StockPages
{
    public const string Path = "/office/stock";

    private const int PageSize = 25;
    private const int Movements = 20;

    // A loss takes away; a person types how many were lost, not minus how many.
    private static readonly string[] Losses = ["breakage", "theft", "expired", "supplier_return"];

    public static void MapStock(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", List);
        office.MapGet("/{productId:guid}", One);
        office.MapPost("/{productId:guid}", Adjust);
    }

    private static async Task<IResult> List(
        HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null, string q = "", string? low = null, string? after = null)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var isLow = low is { Length: > 0 } && q.Trim().Length == 0;
        var answer = await api.Get<LevelPage>(
            Links.To(isLow ? "/api/v1/inventory/low-stock" : "/api/v1/inventory/levels", ("location", shops.Current.Code), ("q", isLow ? null : q.Trim()), ("after", after), ("limit", $"{PageSize}")), stop);
        if (answer.Value is not { } levels)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var parameters = new { Shops = shops, Levels = levels, Q = q.Trim(), Low = isLow, After = after };
        return http.Request.WantsFragment() ? OfficeAnswers.Show<StockRows>(parameters) : OfficeAnswers.Show<StockPage>(parameters);
    }

    private static Task<IResult> One(Guid productId, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? location = null, string? after = null, string? done = null) =>
        Item(productId, Form.Of(("reason", "count")), http, api, words, location, after, done, stop);

    private static async Task<IResult> Adjust(Guid productId, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var reason = form["reason"];
        if (form.Number("quantity") is not { } typed)
            return await Item(productId, form.Wrong("quantity", said["Type a whole number."]), http, api, words, form["location"], null, null, stop);
        var quantity = Losses.Contains(reason) ? -Math.Abs(typed) : typed;
        var note = form.Text("note");
        var answer = await api.Post<Adjusted>(
            "/api/v1/inventory/adjustments", new AdjustmentRequest(form["location"], reason, [new(quantity, productId)], note.Length == 0 ? null : note), form.Key ?? $"{Guid.NewGuid()}", stop);
        if (answer.Value is not null)
            return OfficeAnswers.Next($"{Path}/{productId}?location={form["location"]}", "adjusted");
        return await Item(productId, form.Wrong("quantity", words.Say(answer.Problem!)), http, api, words, form["location"], null, null, stop);
    }

    private static async Task<IResult> Item(
        Guid productId, Form form, HttpContext http, ShopApi api, ProblemWords words, string? location, string? after, string? done, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var product = await api.Get<StockedProduct>($"/api/v1/products/{productId}", stop);
        if (product.Value is null)
            return OfficeAnswers.Refused(http, product.Problem!, words);
        var levels = (await api.Get<LevelPage>($"/api/v1/inventory/levels?location={shops.Current.Code}&productId={productId}", stop)).Value;
        var moved = await api.Get<MovementPage>(
            Links.To("/api/v1/inventory/movements", ("location", shops.Current.Code), ("productId", $"{productId}"), ("after", after), ("limit", $"{Movements}")), stop);
        if (moved.Value is not { } movements)
            return OfficeAnswers.Refused(http, moved.Problem!, words);
        var parameters = new
        {
            Shops = shops,
            Product = product.Value,
            Level = levels is { Items: [var level, ..] } ? level : null,
            Movements = movements,
            Form = form,
            After = after,
            Done = done,
        };
        return form.IsRight ? OfficeAnswers.Show<StockItemPage>(parameters) : OfficeAnswers.Again<StockItemPage>(parameters);
    }
}

/// <summary>What stock needs to know of a product.</summary>
public sealed record StockedProduct(Guid Id, string Sku, string Name, string Brand, string Size, bool IsStocked);
