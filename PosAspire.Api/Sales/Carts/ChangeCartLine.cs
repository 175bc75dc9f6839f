using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>Says how many there are of a line and in which unit, or takes it off.</summary>
internal static class ChangeCartLine
{
    public static Task<Results<Ok<CartBody>, PosProblem>> HandleAsync(
        Guid id, int lineNo, ChangeCartLineRequest request, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, edit => Change(edit, lineNo, request));

    public static Task<Results<Ok<CartBody>, PosProblem>> RemoveAsync(Guid id, int lineNo, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, edit => Remove(edit, lineNo));

    private static PosError? Change(CartEdit edit, int lineNo, ChangeCartLineRequest request)
    {
        if (edit.Cart.Line(lineNo) is not { } line)
            return CartErrors.UnknownLine(lineNo);
        var changed = line with { Quantity = request.Quantity ?? line.Quantity };
        if (request.Unit is { } unit)
        {
            if (!TryUnit(edit, line.Item, unit, request.UnitQuantity, out var item))
                return CartErrors.UnknownUnit;
            changed = changed with { Item = item };
        }

        return edit.Cart.Put(changed) ?? CartLimit.Check(edit);
    }

    private static bool TryUnit(CartEdit edit, CartItem item, string unit, int? unitQuantity, out CartItem other)
    {
        other = item;
        // A label's price is for the piece that it sticks on.
        if (item.LabelPriceMinor is not null || !edit.View.TryProduct(item.ProductId, out var product))
            return false;
        if (CartSheet.Units(product, 0).FirstOrDefault(known => known.Unit == unit && (unitQuantity is null || known.UnitQuantity == unitQuantity)) is not { } found)
            return false;
        other = item with { Unit = EnumText.Parse<SaleUnit>(found.Unit), UnitQuantity = found.UnitQuantity };
        return true;
    }

    private static PosError? Remove(CartEdit edit, int lineNo)
    {
        if (edit.Cart.Line(lineNo) is not { } line)
            return CartErrors.UnknownLine(lineNo);
        edit.Note("cart.line_removed", $$"""{"registerId":"{{edit.Cart.RegisterId}}","productId":"{{line.Item.ProductId}}","quantity":{{line.Quantity}}}""");
        return edit.Cart.Remove(lineNo);
    }
}
