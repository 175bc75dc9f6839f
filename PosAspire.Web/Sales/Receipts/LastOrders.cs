using System.Globalization;
using PosAspire.Web.Frame;
using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Refunds;

namespace PosAspire.Web.Sales.Receipts;

/// <summary>An order in a list.</summary>
public sealed record OrderRow(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string? Label, string Kind, Guid? TableId, string Currency, DateOnly BusinessDay,
    DateTimeOffset CreatedAt, long TotalMinor, long DueMinor);

public sealed record OrderRows(IReadOnlyList<OrderRow> Items, Guid? Next);

/// <summary>What the list of the last sales shows.</summary>
/// <param name="Number">What was looked for; empty for all.</param>
public sealed record OrdersModel(OrderRows Orders, string Number, TimeZoneInfo Zone);

/// <summary>What the sheet of one sale shows.</summary>
/// <param name="MayVoid">Whether it can be undone at all: completed, and of today.</param>
/// <param name="Refused">Why the last try to undo it failed.</param>
/// <param name="MayRefund">Whether something of it can still be given back.</param>
/// <param name="Refunds">What was given back of it; null when that cannot be told.</param>
/// <param name="Credit">The code of a store credit that is new with the refund just made.</param>
public sealed record OrderModel(
    Order Order, string Receipt, PrintState Printing, bool MayVoid, Trouble? Refused, bool MayRefund, RefundState? Refunds, TimeZoneInfo Zone, string? Credit);

/// <summary>The last sales of the shop, and one of them with what can still be done about it.</summary>
public static class LastOrders
{
    private const int Listed = 20;

    public static async Task<IResult> List(TillDesk desk, CancellationToken stop, string number = "", Guid? after = null)
    {
        number = number.Trim().TrimStart('#');
        List<KeyValuePair<string, string?>> query = [new("location", desk.Place.Location), new("limit", $"{Listed}")];
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            query.Add(new("number", number));
        if (after is { } last)
            query.Add(new("after", $"{last}"));
        var rows = (await desk.Api.Get<OrderRows>("/api/v1/orders" + QueryString.Create(query), stop)).Required;
        return await desk.Show(new Panel("orders", "/till/orders", typeof(OrdersPanel), new OrdersModel(rows, number, desk.Place.Zone)), stop);
    }

    public static async Task<IResult> Show(TillDesk desk, Guid order, CancellationToken stop) => await Sheet(desk, order, null, stop);

    internal static async Task<IResult> Sheet(TillDesk desk, Guid order, Trouble? refused, CancellationToken stop, string? credit = null)
    {
        var answer = await desk.Api.Get<Order>($"/api/v1/orders/{order}", stop);
        if (answer.Value is not { } found)
            return await desk.Refused(answer.Problem!, stop);
        var model = new OrderModel(found, await Printing.Text(desk, order, stop), await Printing.State(desk, order, stop), found.Status == "completed", refused,
            found.Status is "completed" or "partially_refunded", await Refunds(desk, found, stop), desk.Place.Zone, credit);
        return await desk.Show(new Panel("order", $"/till/orders/{order}", typeof(OrderPanel), model), stop);
    }

    internal static Task<RefundState?> Refunds(TillDesk desk, Order order, CancellationToken stop) =>
        RefundState.Read(desk.Api, order.Id, order.Location, order.Lines.Select(line => (line.LineNo, line.Name)), desk.Manages, stop);
}
