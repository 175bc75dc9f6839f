using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Identity;

namespace PosAspire.Web.Sales.Refunds;

/// <summary>What would go back now, or why nothing can.</summary>
public sealed record RefundNow(RefundQuote? Quote, string? Problem);

/// <summary>Somebody else must approve: who tried, and why it did not take.</summary>
public sealed record RefundApproval(string Name, string? Problem);

/// <summary>The form of a refund as it stands.</summary>
/// <param name="All">Every line that can still come back; null when nothing can.</param>
/// <param name="Refused">Why the last try did nothing.</param>
public sealed record RefundModel(Order Order, RefundQuote? All, RefundTyped Typed, RefundNow Now, string? Refused = null, RefundApproval? Approval = null);

/// <summary>What became of sending a refund.</summary>
/// <param name="Done">It was written.</param>
/// <param name="Credit">The code of a store credit that is new with it; shown once.</param>
/// <param name="Again">The form again; null when the order cannot be shown.</param>
public sealed record RefundSent(Refund? Done, string? Credit, RefundModel? Again, ApiProblem? Problem);

/// <summary>Giving money back, the same at the till and in the back office.</summary>
public sealed class RefundDesk(ShopApi api, IStringLocalizer<Words> words, ProblemWords problems)
{
    private const string ApprovalNeeded = "refund.approval_needed";

    /// <summary>The form as it is first drawn.</summary>
    public async Task<(RefundModel? Model, ApiProblem? Problem)> Open(Guid order, CancellationToken stop) =>
        await Model(order, RefundTyped.New(await FreshCode(api, stop)), null, null, stop);

    /// <summary>What the form as it stands would give back.</summary>
    public async Task<RefundNow> Quote(Guid order, string currency, RefundTyped typed, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (typed.Read(currency, words, out var unreadable) is not { } wish)
            return new(null, unreadable);
        var answer = await api.Post<RefundQuote>($"/api/v1/orders/{order}/refunds/quote", wish, null, stop);
        return new(answer.Value, answer.Problem is { } problem ? problems.Say(problem) : null);
    }

    /// <summary>Gives it back; refused, the form comes again with what was typed, and where somebody must approve, with the dialog for it.</summary>
    public async Task<RefundSent> Send(Guid order, IFormCollection form, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(form);
        var (typed, approver) = (RefundTyped.Of(form), Approver.Of(form));
        var currency = (await api.Get<Order>($"/api/v1/orders/{order}", stop)).Value?.Currency;
        if (currency is null || typed.Read(currency, words, out var unreadable) is not { } wish)
            return await Again(order, typed, currency is null ? null : words["Nothing was given back: what is marked below is not right yet."].Value, null, stop);
        var request = new RefundWish(typed.Reason, wish.Lines, wish.AmountMinor, wish.Method, typed.CreditCode, !typed.IsOff, approver);
        var answer = await api.Post<Refund>($"/api/v1/orders/{order}/refunds", request, typed.Key, stop);
        if (answer.Value is { } done)
            return new(done, typed is { Method: "store_credit", CardCode.Length: 0 } ? typed.FreshCode : null, null, null);
        var said = problems.Say(answer.Problem!);
        return approver is null && answer.Problem!.Code != ApprovalNeeded
            ? await Again(order, typed, said, null, stop)
            : await Again(order, typed, null, new(approver?.Username ?? "", approver is null ? null : said), stop);
    }

    /// <summary>Gives back another way what a provider refused to give back.</summary>
    public Task<Answer<Refund>> Replace(Guid order, Guid refund, IFormCollection form, CancellationToken stop)
    {
        var typed = RefundTyped.Of(form);
        return api.Post<Refund>($"/api/v1/orders/{order}/refunds/{refund}/payouts", new ReplacePayouts(typed.Method, typed.CreditCode), typed.Key, stop);
    }

    /// <summary>Says which sale was made for what came back.</summary>
    public Task<Answer<Order>> Exchange(Guid came, Guid sold, IFormCollection form, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(form);
        return api.Post<Order>($"/api/v1/orders/{sold}/exchange", new ExchangeFor(came), form["refundKey"].ToString(), stop);
    }

    internal static async Task<string> FreshCode(ShopApi api, CancellationToken stop) =>
        (await api.Post<NewCode>("/api/v1/stored-value/codes", new { }, null, stop)).Required.CardCode;

    private async Task<RefundSent> Again(Guid order, RefundTyped typed, string? refused, RefundApproval? approval, CancellationToken stop)
    {
        var (model, problem) = await Model(order, typed, refused, approval, stop);
        return new(null, null, model, problem);
    }

    private async Task<(RefundModel? Model, ApiProblem? Problem)> Model(Guid id, RefundTyped typed, string? refused, RefundApproval? approval, CancellationToken stop)
    {
        var order = await api.Get<Order>($"/api/v1/orders/{id}", stop);
        if (order.Value is not { } found)
            return (null, order.Problem);
        var all = await api.Post<RefundQuote>($"/api/v1/orders/{id}/refunds/quote", new RefundQuoteWish(null, null, "original"), null, stop);
        var now = all.Problem is { } impossible ? new RefundNow(null, problems.Say(impossible)) : await Quote(id, found.Currency, typed, stop);
        return (new(found, all.Value, typed, now, refused, approval), null);
    }
}
