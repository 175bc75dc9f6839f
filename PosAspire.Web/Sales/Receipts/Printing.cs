using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;

namespace PosAspire.Web.Sales.Receipts;

/// <summary>One receipt on its way to the printer; <paramref name="Status"/> is <c>queued</c>, <c>printed</c> or <c>failed</c>.</summary>
public sealed record PrintJob(
    Guid JobId, Guid OrderId, string OrderNumber, bool Copy, string Status, int Attempts, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? PrintedAt);

public sealed record PrintJobs(IReadOnlyList<PrintJob> Items);

/// <summary>What Api is asked to print, and what it answers.</summary>
public sealed record PrintOrder(Guid RegisterId, bool Copy);

public sealed record PrintAccepted(Guid JobId, string Status);

/// <summary>How printing an order stands.</summary>
/// <param name="Job">The newest; null when it was never printed here.</param>
/// <param name="Waiting">How many of this register's receipts the printer has not taken yet.</param>
/// <param name="Problem">Why it could not be sent.</param>
public sealed record PrintState(PrintJob? Job, int Waiting, Trouble? Problem = null);

/// <summary>Receipts on paper. Api makes the bytes and sees to the printer; the till asks and shows how it stands.</summary>
public static class Printing
{
    public static async Task<IResult> Print(TillDesk desk, Guid order, CancellationToken stop)
    {
        var copy = (await desk.Form(stop))["copy"] == "true";
        var answer = await desk.Api.Post<PrintAccepted>($"/api/v1/orders/{order}/print", new PrintOrder(desk.Place.RegisterId, copy), desk.ActionKey, stop);
        var state = await State(desk, order, stop);
        if (answer.Problem is { } problem)
            state = state with { Problem = desk.Say(problem) };
        return desk.Http.Request.WantsFragment() ? Part(order, state) : await LastOrders.Show(desk, order, stop);
    }

    public static async Task<IResult> Now(TillDesk desk, Guid order, CancellationToken stop) => Part(order, await State(desk, order, stop));

    internal static async Task<PrintState> State(TillDesk desk, Guid order, CancellationToken stop)
    {
        // What cannot be told about the printer must not hide the change.
        var jobs = (await desk.Api.Get<PrintJobs>(desk.RegisterPath + "/print-jobs", stop)).Value?.Items ?? [];
        return new(jobs.Where(job => job.OrderId == order).MaxBy(job => job.CreatedAt), jobs.Count(job => job.Status == "queued"));
    }

    /// <summary>The receipt as the printer would write it.</summary>
    internal static async Task<string> Text(TillDesk desk, Guid order, CancellationToken stop, bool copy = false) =>
        (await desk.Api.Get<Text>($"/api/v1/orders/{order}/receipt?format=text&columns=40{(copy ? "&copy=true" : "")}", stop)).Required.Value;

    private static RazorComponentResult<PrintingPart> Part(Guid order, PrintState state) =>
        new(new Dictionary<string, object?> { [nameof(PrintingPart.Order)] = order, [nameof(PrintingPart.State)] = state });
}
