using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Payments;

/// <summary>What the page of the payment services shows of one shop.</summary>
/// <param name="Now">When it was read; ages are counted from here.</param>
public sealed record PaymentDesk(
    IReadOnlyList<Provider> Providers, WaitingPayments Queue, PaymentCases Cases, IReadOnlyList<PaymentMatch> Matches, bool AllCases, DateTime Now)
{
    /// <summary>The one that was finished last.</summary>
    public PaymentMatch? Last => Matches.FirstOrDefault(match => match.FinishedAt is not null);

    /// <summary>The one that Workers have not finished.</summary>
    public PaymentMatch? Waiting => Matches.FirstOrDefault(match => match.FinishedAt is null);
}

/// <summary>Payment services, what waits for them, and what only a manager can settle.</summary>
public static class PaymentPages
{
    public const string Path = "/office/payments";

    /// <summary>Names the form of one provider or one case among the others of the page.</summary>
    public const string Subject = "subject";

    private const int MatchesRead = 3;

    public static void MapPaymentPages(this IEndpointRouteBuilder pages)
    {
        var office = pages.MapGroup(Path).RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("", (HttpContext http, ShopApi api, ProblemWords words, TimeProvider clock, CancellationToken stop, string? location = null, bool all = false, string? done = null) =>
            Page(Form.Of(), location, all, done, http, api, words, clock, stop));
        office.MapGet("/match", Match);
        office.MapPost("/match", Compare);
        office.MapGet("/providers/{name}", One);
        office.MapPost("/providers/{name}", Switch);
        office.MapPost("/cases/{id:guid}", Resolve);
        pages.MapStoredValue();
    }

    private static async Task<IResult> Switch(
        string name, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, TimeProvider clock, CancellationToken stop)
    {
        var form = (await Form.Read(http, stop)).Set(Subject, name);
        if (form.Text("reason").Length == 0)
            return await Page(form.Wrong("reason", said["Say why: it goes into the journal."]), form["location"], false, null, http, api, words, clock, stop);
        var answer = await api.Put<Provider>($"/api/v1/payments/providers/{Uri.EscapeDataString(name)}", new ProviderDecision(form["mode"], form.Text("reason")), null, stop);
        return answer.Problem is { } problem
            ? await Page(form.Refused(words.Say(problem)), form["location"], false, null, http, api, words, clock, stop)
            : OfficeAnswers.Next(Links.To(Path, ("location", form["location"])), "switched");
    }

    private static async Task<IResult> Resolve(
        Guid id, HttpContext http, ShopApi api, ProblemWords words, IStringLocalizer<Words> said, TimeProvider clock, CancellationToken stop)
    {
        var form = (await Form.Read(http, stop)).Set(Subject, $"{id}");
        if (form.Text("note").Length == 0)
            return await Page(form.Wrong("note", said["Say what was done about it."]), form["location"], false, null, http, api, words, clock, stop);
        var answer = await api.Post<PaymentCase>($"/api/v1/payments/cases/{id}/resolve", new CaseNote(form.Text("note")), null, stop);
        return answer.Problem is { } problem
            ? await Page(form.Refused(words.Say(problem)), form["location"], false, null, http, api, words, clock, stop)
            : OfficeAnswers.Next(Links.To(Path, ("location", form["location"])), "resolved");
    }

    private static async Task<IResult> Compare(HttpContext http, ShopApi api, ProblemWords words, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.Read(http, stop);
        var answer = await api.Post<PaymentMatch>("/api/v1/payments/matches", new { }, null, stop);
        return answer.Problem is { } problem
            ? await Page(form.Refused(words.Say(problem)), form["location"], false, null, http, api, words, clock, stop)
            : OfficeAnswers.Next(Links.To(Path, ("location", form["location"])), "asked");
    }

    // One that comes back looks again by itself.
    private static async Task<IResult> One(string name, HttpContext http, ShopApi api, CancellationToken stop, string? location = null)
    {
        var provider = (await api.Get<Providers>("/api/v1/payments/providers", stop)).Required.Items.FirstOrDefault(provider => provider.Name == name);
        return provider is null
            ? Trouble.NotFound.Answer(http)
            : OfficeAnswers.Show<ProviderPart>(new { Provider = provider, Shop = (await ShopChoice.Read(api, http, location, stop)).Current, Form = Form.Of() });
    }

    // While one is under way its part of the page looks again by itself.
    private static async Task<IResult> Match(HttpContext http, ShopApi api, ProblemWords words, TimeProvider clock, CancellationToken stop, string? location = null)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var (desk, problem) = await Read(api, shops.Current.Code, false, clock, stop);
        return desk is null ? OfficeAnswers.Refused(http, problem!, words) : OfficeAnswers.Show<MatchPart>(new { Desk = desk, Shop = shops.Current });
    }

    private static async Task<IResult> Page(
        Form form, string? location, bool all, string? done, HttpContext http, ShopApi api, ProblemWords words, TimeProvider clock, CancellationToken stop)
    {
        var shops = await ShopChoice.Read(api, http, location, stop);
        var (desk, problem) = await Read(api, shops.Current.Code, all, clock, stop);
        if (desk is null)
            return OfficeAnswers.Refused(http, problem!, words);
        var parameters = new { Shops = shops, Desk = desk, Form = form, Done = done };
        return form.IsRight && form.Refusal is null ? OfficeAnswers.Show<PaymentPage>(parameters) : OfficeAnswers.Again<PaymentPage>(parameters);
    }

    private static async Task<(PaymentDesk? Desk, ApiProblem? Problem)> Read(ShopApi api, string location, bool all, TimeProvider clock, CancellationToken stop)
    {
        var queue = await api.Get<WaitingPayments>(Links.To("/api/v1/payments/queue", ("location", location)), stop);
        if (queue.Value is not { } waiting)
            return (null, queue.Problem);
        var cases = (await api.Get<PaymentCases>(Links.To("/api/v1/payments/cases", ("location", location), ("all", all ? "true" : null)), stop)).Required;
        var matches = (await api.Get<PaymentMatches>(Links.To("/api/v1/payments/matches", ("location", location), ("limit", $"{MatchesRead}")), stop)).Required.Items;
        var providers = (await api.Get<Providers>("/api/v1/payments/providers", stop)).Required.Items;
        return (new(providers, waiting, cases, matches, all, clock.GetUtcNow().UtcDateTime), null);
    }
}
