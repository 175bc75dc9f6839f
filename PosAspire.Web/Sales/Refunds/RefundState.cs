using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;
using PosAspire.Web.Sales.Receipts;

namespace PosAspire.Web.Sales.Refunds;

/// <summary>Another order that an exchange leads to.</summary>
public sealed record ExchangedOrder(Guid Id, string Number);

/// <summary>What was given back of an order, and what can still be done about it.</summary>
/// <param name="Names">Of the order's lines.</param>
/// <param name="Of">The order whose goods came back for this one.</param>
/// <param name="For">The orders that were sold for what came back of this one.</param>
/// <param name="Later">Sales made since, one of which may be the exchange.</param>
/// <param name="FreshCode">For a store credit in the place of what a provider did not give back; null where nothing failed.</param>
public sealed record RefundState(
    OrderRefunds Refunds, IReadOnlyDictionary<int, string> Names, ExchangedOrder? Of, IReadOnlyList<ExchangedOrder> For, IReadOnlyList<OrderRow> Later, string? FreshCode)
{
    private const int Listed = 20;

    /// <summary>Whether a provider has yet to say something.</summary>
    public bool IsMoving => Refunds.Items.Any(refund => !refund.IsSettled);

    public bool IsEmpty => Refunds.Items.Count == 0 && Of is null;

    /// <param name="manages">Whether this person may pay another way what a provider did not.</param>
    public static async Task<RefundState?> Read(
        ShopApi api, Guid order, string location, IEnumerable<(int LineNo, string Name)> lines, bool manages, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(api);
        if ((await api.Get<OrderRefunds>($"/api/v1/orders/{order}/refunds", stop)).Value is not { } refunds)
            return null;
        var names = lines.DistinctBy(line => line.LineNo).ToDictionary(line => line.LineNo, line => line.Name);
        List<ExchangedOrder> exchanged = [];
        foreach (var other in refunds.ExchangedFor)
            exchanged.Add(await Other(api, other, stop));
        return new(
            refunds, names, refunds.ExchangeOf is { } of ? await Other(api, of, stop) : null, exchanged, await Since(api, location, refunds, stop),
            manages && refunds.Items.Any(refund => refund.HasFailed) ? await RefundDesk.FreshCode(api, stop) : null);
    }

    private static async Task<ExchangedOrder> Other(ShopApi api, Guid order, CancellationToken stop) => new(order, (await api.Get<Order>($"/api/v1/orders/{order}", stop)).Required.Number);

    private static async Task<IReadOnlyList<OrderRow>> Since(ShopApi api, string location, OrderRefunds refunds, CancellationToken stop)
    {
        if (refunds.Items is not [var first, ..] || first.Kind == "void")
            return [];
        var rows = await api.Get<OrderRows>(Links.To("/api/v1/orders", ("location", location), ("status", "completed"), ("limit", $"{Listed}")), stop);
        return [.. (rows.Value?.Items ?? []).Where(row => row.CreatedAt.UtcDateTime >= first.CreatedAt && row.Id != refunds.OrderId && !refunds.ExchangedFor.Contains(row.Id))];
    }
}
