using PosAspire.Web.Identity;
using PosAspire.Web.Sales.Carts;

namespace PosAspire.Web.Sales.Receipts;

/// <summary>What Api is asked to undo, and with whose approval.</summary>
public sealed record VoidOrder(string Reason, Approver Approver);

/// <summary>Undoes a sale of today with a manager's approval: the goods go back to the shelf, the money to the customer.</summary>
public static class Voiding
{
    public const int MaxReason = 200;

    public static async Task<IResult> Void(TillDesk desk, Guid order, CancellationToken stop)
    {
        var form = await desk.Form(stop);
        if (Approver.Of(form) is not { } approver)
            return await LastOrders.Sheet(desk, order, desk.Warn(StatusCodes.Status400BadRequest, "That did not work", "Somebody who may approve this types name and PIN. Nothing was changed."), stop);
        var answer = await desk.Api.Post<Order>($"/api/v1/orders/{order}/void", new VoidOrder(form["reason"].ToString().Trim(), approver), desk.ActionKey, stop);
        return await LastOrders.Sheet(desk, order, answer.Problem is { } problem ? desk.Say(problem) : null, stop);
    }
}
