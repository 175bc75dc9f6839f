using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Open;

/// <param name="Modifiers">The choices it has from now on; null keeps those it has.</param>
/// <param name="Reason">Needed once the kitchen knows of the line: it is then taken off with this reason, and another takes its place.</param>
public sealed record ChangeLineRequest(int Quantity, IReadOnlyList<Guid>? Modifiers = null, string? Reason = null);

/// <summary>Changes a line of an open order. Its dish keeps the price of the time it was ordered; new choices cost what they cost now.</summary>
internal static class ChangeLine
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, int lineNo, ChangeLineRequest request, IdempotentRequest key, Actor actor, OrderDesk desk) =>
        desk.ChangeAsync(id, key, actor, Policies.Serve, edit => Change(edit, lineNo, request));

    private static PosError? Change(OrderEdit edit, int lineNo, ChangeLineRequest request)
    {
        if (edit.Order.MustBeOpen() is { } closed)
            return closed;
        if (edit.Line(lineNo) is not { } line)
            return OpenOrderErrors.UnknownLine(lineNo);
        if (request.Quantity is < 1 or > Totals.MaxQuantity)
            return SalesErrors.InvalidQuantity(lineNo);
        if (Choose(edit, line, request, out var price, out var modifiers) is { } unsellable)
            return unsellable;
        if (request.Quantity > line.Quantity && edit.View.TryProduct(line.ProductId, out var product) && product.IsOutAt(edit.Shop.Id))
            return DiningErrors.DishOut(line.Name);
        edit.Note("order.line_changed", new { orderId = edit.Order.Id, lineNo, from = line.Quantity, to = request.Quantity, sent = line.IsSent });
        if (!line.IsSent)
        {
            line.Change(request.Quantity, price, modifiers);
            return edit.Reprice();
        }

        var item = line.Item(price, modifiers);
        return RemoveLine.TakeOff(edit, line, request.Reason) ?? edit.Add([(item, request.Quantity)]) ?? edit.Reprice();
    }

    private static PosError? Choose(OrderEdit edit, OrderLine line, ChangeLineRequest request, out long price, out string? modifiers)
    {
        (price, modifiers) = (line.UnitPriceMinor, line.Modifiers);
        if (request.Modifiers is null)
            return null;
        if (BasketReader.TryRead(edit.View, edit.Shop, [new(1, null, line.ProductId, request.Modifiers)], out var read) is { } error)
            return error;
        var chosen = read[0].Modifiers;
        price += chosen.Sum(choice => choice.PriceMinor) - StoredOrder.Choices(line.Modifiers).Sum(choice => choice.PriceMinor);
        modifiers = AddLines.Json(chosen);
        return null;
    }
}
