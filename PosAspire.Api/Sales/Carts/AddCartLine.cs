using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>Puts what was scanned or chosen into the cart.</summary>
internal static class AddCartLine
{
    public static Task<Results<Ok<CartBody>, PosProblem>> HandleAsync(Guid id, AddCartLineRequest request, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, edit => Add(edit, request));

    private static PosError? Add(CartEdit edit, AddCartLineRequest request)
    {
        if (request.Barcode is null && request.ProductId is null)
            return SalesErrors.InvalidLine;
        if (request.Quantity is < 1 or > Totals.MaxQuantity)
            return SalesErrors.InvalidQuantity(edit.Cart.NextLine);
        var wanted = new LineRequest(request.Quantity, request.Barcode, request.ProductId, request.Modifiers);
        if (BasketReader.TryFind(edit.View, edit.Shop, wanted, out var found) is { } unknown)
            return unknown;
        if (request is { Barcode: null, Unit: { } unit } && !TryUnit(ref found, unit))
            return CartErrors.UnknownUnit;
        if (BasketReader.TryLine(edit.View, edit.Shop, found, request.Quantity, request.Modifiers, out var line) is { } badChoice)
            return badChoice;
        var label = found.Barcode.PriceEmbedded ? found.PriceMinor : (long?)null;
        Guid[] modifiers = [.. line!.Modifiers.Select(modifier => modifier.Id)];
        return edit.Cart.Add(new(found.Product.Id, found.Product.Name, found.Barcode.Unit, found.Barcode.Quantity, label, modifiers), request.Quantity)
            ?? CartLimit.Check(edit);
    }

    private static bool TryUnit(ref ScannedProduct found, string unit)
    {
        if (CartSheet.Units(found.Product, found.PriceMinor).FirstOrDefault(other => other.Unit == unit) is not { } wanted)
            return false;
        found = new(found.Product, new CatalogBarcode(0, EnumText.Parse<SaleUnit>(wanted.Unit), wanted.UnitQuantity), wanted.PriceMinor);
        return true;
    }
}

internal static class CartLimit
{
    /// <summary>Whether what can be sold of the cart still fits in one order.</summary>
    public static PosError? Check(CartEdit edit)
    {
        if (CartSheet.TryRead(edit.View, edit.Shop, edit.Cart, out var lines) is null)
            return Basket.TryPrice(edit.Shop, edit.View.Version, lines, out _);
        // A line with a problem is counted again when it is gone.
        return null;
    }
}
