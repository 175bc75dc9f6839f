using System.Globalization;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;
using PosAspire.Web.Identity;
using PosAspire.Web.Sales.Refunds;

namespace PosAspire.Web.Sales.Office;

/// <summary>By what the list of orders is narrowed, as it was typed.</summary>
public sealed record OrderSearch(string Number, string Status, string Day, string Amount)
{
    public bool IsNarrowed => Number.Length + Status.Length + Day.Length + Amount.Length > 0;
}

/// <summary>Finds orders and shows what became of one.</summary>
public static class OrderPages
{
    public const string Path = "/office/orders";

    private const int PageSize = 25;

    public static void MapOrderPages(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", List);
        office.MapGet("/{id:guid}", One);
        office.MapPost("/{id:guid}/print", Print);
        office.MapPost("/{id:guid}/void", Void);
        office.MapOfficeRefunds();
    }

    private static async Task<IResult> List(
        HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop,
        string? location = null, string number = "", string status = "", string day = "", string amount = "", string? after = null)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var search = new OrderSearch(number.Trim(), OrderWords.Statuses.Contains(status) ? status : "", day.Trim(), amount.Trim());
        var form = Form.Of();
        var training = search.Number.StartsWith('T') || search.Number.StartsWith('t');
        var digits = search.Number.TrimStart('#', 'T', 't');
        if (digits.Length > 0 && !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            form.Wrong("number", said["An order's number is a number."]);
        long minor = 0;
        if (search.Amount.Length > 0 && !Money.TryParse(search.Amount, shops.Current.Currency, out minor))
            form.Wrong("amount", said["“{0}” is not an amount of {1}.", search.Amount, shops.Current.Currency]);
        if (search.Day.Length > 0 && !DateOnly.TryParseExact(search.Day, "yyyy-MM-dd", out _))
            form.Wrong("day", said["Type a day like 2026-11-22."]);
        if (!form.IsRight)
            return OfficeAnswers.Again<OrderListPage>(new { Shops = shops, Orders = new OrderPageBody([], null), Search = search, Form = form });
        var answer = await api.Get<OrderPageBody>(Links.To(
            "/api/v1/orders", ("location", shops.Current.Code), ("number", digits), ("training", training ? "true" : null), ("status", search.Status), ("businessDay", search.Day),
            ("amountMinor", search.Amount.Length > 0 ? $"{minor}" : null), ("after", after), ("limit", $"{PageSize}")), stop);
        return answer.Value is { } orders
            ? OfficeAnswers.Show<OrderListPage>(new { Shops = shops, Orders = orders, Search = search, Form = form, After = after })
            : OfficeAnswers.Refused(http, answer.Problem!, words);
    }

    private static Task<IResult> One(Guid id, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? done = null) => Page(id, Form.Of(), done, http, api, words, stop);

    private static async Task<IResult> Print(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (form.Id("register") is not { } register)
            return await Page(id, form.Refused(said["Choose a register with a printer."]), null, http, api, words, stop);
        var answer = await api.Post<PrintAnswer>($"/api/v1/orders/{id}/print", new PrintRequest(register, Copy: true), form.Key ?? $"{Guid.NewGuid()}", stop);
        return answer.Problem is { } problem
            ? await Page(id, form.Refused(words.Say(problem)), null, http, api, words, stop)
            : OfficeAnswers.Next($"{Path}/{id}", "printing");
    }

    private static async Task<IResult> Void(Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        if (Approver.Of(await http.Request.ReadFormAsync(stop)) is not { } approver)
            return await Page(id, form.Wrong(Approver.Secret, said["Somebody else must approve this: type the name and the PIN."]), null, http, api, words, stop);
        var request = new VoidRequest(form.Text("reason"), approver);
        var answer = await api.Post<OrderDetail>($"/api/v1/orders/{id}/void", request, form.Key ?? $"{Guid.NewGuid()}", stop);
        if (answer.Problem is not { } problem)
            return OfficeAnswers.Next($"{Path}/{id}", "voided");
        form.Wrong(problem.Code.Contains("reason", StringComparison.Ordinal) ? "reason" : Approver.Secret, words.Say(problem));
        return await Page(id, form, null, http, api, words, stop);
    }

    // Whoever comes into the back office runs a shop.
    internal static Task<RefundState?> Refunds(ShopApi api, OrderDetail order, CancellationToken stop) =>
        RefundState.Read(api, order.Id, order.Location, order.Lines.Select(line => (line.LineNo, line.Name)), manages: true, stop);

    /// <param name="credit">The code of a store credit that is new with the refund just made.</param>
    internal static async Task<IResult> Page(
        Guid id, Form form, string? done, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop, string? credit = null)
    {
        var answer = await api.Get<OrderDetail>($"/api/v1/orders/{id}", stop);
        if (answer.Value is not { } order)
            return OfficeAnswers.Refused(http, answer.Problem!, words);
        var shops = await ShopChoice.Read(api, http, order.Location, stop);
        var parameters = new
        {
            Order = order,
            Shop = shops.Of(order.Location),
            Receipt = (await api.Get<Text>($"/api/v1/orders/{id}/receipt?copy=true", stop)).Value?.Value ?? "",
            Journal = (await api.Get<OrderJournal>($"/api/v1/orders/{id}/journal", stop)).Value,
            Registers = (await api.Get<TillRegisters>($"/api/v1/registers?location={order.Location}", stop)).Value?.Items ?? [],
            Form = form,
            Done = done,
            Refunds = await Refunds(api, order, stop),
            Credit = credit,
        };
        return form.IsRight && form.Refusal is null ? OfficeAnswers.Show<OrderPage>(parameters) : OfficeAnswers.Again<OrderPage>(parameters);
    }
}
