using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <summary>Takes a line off an open order. One that the kitchen knows of stays as a void line with its reason; any other is gone from the bill.</summary>
internal static class RemoveLine
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, int lineNo, IdempotentRequest key, Actor actor, OrderDesk desk, string? reason = null) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, edit => Remove(edit, lineNo, reason));

    /// <summary>Takes the line off, tells the kitchen if it knows of it, and puts back what had left the shelf.</summary>
    public static PosError? TakeOff(OrderEdit edit, OrderLine line, string? reason)
    {
        var words = TypedText.Read(reason, Order.MaxReasonLength);
        if (reason is not null && words is null)
            return OpenOrderErrors.ReasonMissing;
        if (line.Remove(edit.At, words) is { } refused)
            return refused;
        if (line.IsSent)
        {
            edit.Kitchen.TakeBack([line]);
            edit.Stock.GiveBack(edit.View, [line]);
            edit.Say("order.line_voided", new { orderId = edit.Order.Id, number = edit.Order.Number, training = edit.Order.Training, lines = new[] { OrderEdit.Told(line) } });
        }
        else
        {
            edit.Note("order.line_removed", new { orderId = edit.Order.Id, lines = new[] { OrderEdit.Told(line) }, lineTotalMinor = line.LineTotalMinor });
        }

        return null;
    }

    private static PosError? Remove(OrderEdit edit, int lineNo, string? reason)
    {
        if (edit.Order.MustBeOpen() is { } closed)
            return closed;
        return edit.Line(lineNo) is { } line ? TakeOff(edit, line, reason) ?? edit.Reprice() : OpenOrderErrors.UnknownLine(lineNo);
    }
}
