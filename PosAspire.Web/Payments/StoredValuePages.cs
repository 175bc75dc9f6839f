using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Payments;

/// <summary>What the last form of the page has done.</summary>
/// <param name="Did"><c>issued</c>, <c>topped-up</c> or <c>balance</c>.</param>
/// <param name="Code">The whole code of a card that is new, shown this once.</param>
public sealed record CardDone(string Did, StoredCard Card, string? Code);

/// <summary>
/// Gift cards and store credit: issue one, add to it, see what is left. What was done is said in the answer itself and not after a
/// redirect: a code is in no address. Sent again, a form does nothing twice.
/// </summary>
public static class StoredValuePages
{
    public const string Path = "/office/stored-value";

    public static void MapStoredValue(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", (HttpContext http, ShopApi api, CancellationToken stop, string? location = null) => Page(Form.Of(), location, null, http, api, stop));
        office.MapPost("/issue", Issue);
        office.MapPost("/top-up", TopUp);
        office.MapPost("/balance", Balance);
    }

    private static async Task<IResult> Issue(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var (form, shop) = await Read(http, api, stop);
        if (Amount(form, "issue-amount", shop, said) is not { } amount)
            return await Page(form, shop.Code, null, http, api, stop);
        var printed = form.Text("issue-code");
        var code = printed.Length > 0 ? printed : form["freshCode"];
        var answer = await api.Post<StoredCard>("/api/v1/stored-value", new IssueCard(shop.Code, form["kind"], code, amount), form.Key, stop);
        return await Done(answer, "issued", "issue-", code, form, shop, http, api, words, stop);
    }

    private static async Task<IResult> TopUp(HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, CancellationToken stop)
    {
        var (form, shop) = await Read(http, api, stop);
        if (Amount(form, "topup-amount", shop, said) is not { } amount)
            return await Page(form, shop.Code, null, http, api, stop);
        var answer = await api.Post<StoredCard>("/api/v1/stored-value/top-up", new TopUpCard(shop.Code, form.Text("topup-code"), amount), form.Key, stop);
        return await Done(answer, "topped-up", "topup-", null, form, shop, http, api, words, stop);
    }

    private static async Task<IResult> Balance(HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        var (form, shop) = await Read(http, api, stop);
        var answer = await api.Post<StoredCard>("/api/v1/stored-value/balance", new AskBalance(shop.Code, form.Text("balance-code")), null, stop);
        return await Done(answer, "balance", "balance-", null, form, shop, http, api, words, stop);
    }

    private static async Task<IResult> Done(
        Answer<StoredCard> answer, string did, string field, string? code, Form form, OfficeShop shop, HttpContext http, ShopApi api, ProblemWords words, CancellationToken stop)
    {
        if (answer.Value is { } card)
            return await Page(Form.Of(), shop.Code, new(did, card, code), http, api, stop);
        var problem = answer.Problem!;
        form.Wrong(field + (problem.Code.Contains("amount", StringComparison.Ordinal) ? "amount" : "code"), words.Say(problem));
        return await Page(form, shop.Code, null, http, api, stop);
    }

    private static long? Amount(Form form, string field, OfficeShop shop, IStringLocalizer<Words> said)
    {
        if (Money.TryParse(form[field], shop.Currency, out var minor) && minor > 0)
            return minor;
        form.Wrong(field, said["“{0}” is not an amount of {1}.", form[field], shop.Currency]);
        return null;
    }

    private static async Task<(Form Form, OfficeShop Shop)> Read(HttpContext http, ShopApi api, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        return (form, (await ShopChoice.Read(api, http, form["location"], stop)).Current);
    }

    private static async Task<IResult> Page(Form form, string? location, CardDone? done, HttpContext http, ShopApi api, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var fresh = form["freshCode"] is { Length: > 0 } drawn ? drawn : (await api.Post<FreshCode>("/api/v1/stored-value/codes", new { }, null, stop)).Required.CardCode;
        var parameters = new { Shops = shops, Form = form, Done = done, FreshCode = fresh };
        return form.IsRight ? OfficeAnswers.Show<StoredValuePage>(parameters) : OfficeAnswers.Again<StoredValuePage>(parameters);
    }
}
