using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>Puts a cart aside and goes on with one, at any register of the shop.</summary>
internal static class ParkCart
{
    public static Task<Results<Ok<CartBody>, PosProblem>> HandleAsync(Guid id, ParkCartRequest request, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, edit => Park(edit, request.Label));

    public static Task<Results<Ok<CartBody>, PosProblem>> ResumeAsync(Guid id, ResumeCartRequest request, IdempotentRequest action, Actor actor, CartDesk desk) =>
        desk.ChangeAsync(id, action, actor, edit => Resume(edit, request.CartId), request.CartId);

    public static async Task<Results<Ok<ParkedCartList>, PosProblem>> ListAsync(
        string code, Actor actor, CatalogSnapshot catalog, CartStore carts, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (TryShop(view, code, actor, out var shop) is { } error)
            return error.AsProblem();
        var parked = await carts.ParkedAsync(shop!.Id, cancellation);
        return TypedResults.Ok(new ParkedCartList([.. parked.Select(row => Body(view, shop, row.Cart, row.By, row.Register))]));
    }

    /// <summary>Throws a parked cart away; doing it again changes nothing.</summary>
    public static async Task<Results<NoContent, PosProblem>> DiscardAsync(
        string code, Guid cartId, Actor actor, CatalogSnapshot catalog, CartStore carts, Changes changes, TimeProvider clock)
    {
        if (TryShop(await catalog.CurrentAsync(CancellationToken.None), code, actor, out var shop) is { } error)
            return error.AsProblem();
        if (await carts.DiscardAsync(shop!.Id, cartId, AuditStatements.Entry(clock.GetUtcNow().UtcDateTime, shop.Id, actor.UserId, "cart.discarded", cartId, "{}")))
            changes.Publish(shop.Code, LiveChange.Parked, cartId, 0);
        return TypedResults.NoContent();
    }

    private static PosError? Park(CartEdit edit, string? typed)
    {
        if (edit.Cart.Lines.Count == 0)
            return CartErrors.NothingToPark;
        var label = string.IsNullOrWhiteSpace(typed) ? null : TypedText.Read(typed, ParkedCart.MaxLabelLength);
        return label is null && !string.IsNullOrWhiteSpace(typed) ? CartErrors.InvalidLabel : edit.Park(label);
    }

    private static PosError? Resume(CartEdit edit, Guid wanted)
    {
        if (edit.Parked is not { } parked)
            return CartErrors.UnknownParked(wanted);
        if (edit.Cart.Lines.Count > 0 && edit.Park(label: null) is { } full)
            return full;
        edit.TakeUp(parked);
        return null;
    }

    private static PosError? TryShop(CatalogView view, string code, Actor actor, out CatalogShop? shop)
    {
        if (!view.Shops.TryGetValue(code, out shop))
            return SalesErrors.UnknownLocation(code);
        return actor.May(Policies.Sell, code) ? null : IdentityErrors.OtherLocation(code);
    }

    private static ParkedCartBody Body(CatalogView view, CatalogShop shop, ParkedCart cart, string by, string register) => new(
        cart.Id, cart.Label, cart.Lines.Count, cart.Lines.Sum(line => line.Quantity), CartSheet.TotalOf(view, shop, cart.Lines), cart.ParkedAt, by, register);
}
