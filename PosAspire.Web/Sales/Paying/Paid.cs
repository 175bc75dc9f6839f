using PosAspire.Web.Sales.Carts;
using PosAspire.Web.Sales.Finding;
using PosAspire.Web.Sales.Receipts;

namespace PosAspire.Web.Sales.Paying;

/// <summary>What the change panel shows.</summary>
public sealed record PaidModel(Order Order, PrintState Printing);

/// <summary>The change that is due and the receipt, until the next sale begins.</summary>
public static class Paid
{
    public const string Step = "paid";

    public static async Task<IResult> Open(TillDesk desk, Guid order, CancellationToken stop)
    {
        var answer = await desk.Api.Get<Order>($"/api/v1/orders/{order}", stop);
        return answer.Value is { } paid ? await Show(desk, paid, stop) : await desk.Refused(answer.Problem!, stop, await Find.Panel(desk, stop));
    }

    internal static async Task<IResult> Show(TillDesk desk, Order order, CancellationToken stop)
    {
        var cart = await desk.ReadCart(stop);
        if (!cart.IsEmpty)
            return desk.Show(cart, await Find.Panel(desk, stop)); // the next sale has begun, here or in another window
        var panel = new Panel(Step, $"/till/paid/{order.Id}", typeof(PaidPanel), new PaidModel(order, await Printing.State(desk, order.Id, stop)));
        return desk.Show(cart, panel, receipt: await Printing.Text(desk, order.Id, stop));
    }
}
