using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>
/// Sells a cart. It is the sale of <see cref="PlaceOrder"/> with one statement more: the register's row is emptied in the sale's own
/// transaction if it is still as it was shown. The sale's key is the cart's id, so that one cart is sold once, whoever presses pay.
/// </summary>
internal sealed class PayCart(CartDesk desk, CartStore carts, PlaceOrder orders, Changes changes, NpgsqlDataSource database)
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(Guid id, PayCartRequest request, IdempotentRequest action, Actor actor, PayCart pay) =>
        pay.PayAsync(id, request, action, actor);

    private async Task<Results<StoredAnswer, PosProblem>> PayAsync(Guid register, PayCartRequest request, IdempotentRequest action, Actor actor)
    {
        if (action.Key is null)
            return SharedErrors.KeyMissing.AsProblem();
        var (_, shop, unknown) = await desk.ShopAsync(register, actor, CancellationToken.None);
        if (shop is null)
            return unknown!.AsProblem();
        var key = IdempotentRequest.Of("carts.pay", shop.Id, request.CartId);
        var (cart, _, _) = await carts.ReadAsync(shop.Id, register, parked: null, CancellationToken.None);
        if (cart.Id != request.CartId || cart.Version != request.Version)
            return await SoldAsync(key, CartErrors.Changed);
        var note = cart.Note.Length == 0 ? null : cart.Note;
        var selling = new Selling(register, Training: false, note, view => Prepare(view, shop, cart, request.Tenders), sale => CartStatements.Sold(cart, sale));
        try
        {
            var (sale, error) = await orders.SellAsync(selling, key, actor);
            if (sale is null)
                return await SoldAsync(key, error!);
            changes.Publish(shop.Code, LiveChange.Cart, register, cart.Version + 1);
            return sale.Answer;
        }
        catch (PostgresException taken) when (IdempotencyFilter.IsKeyTaken(taken))
        {
            // Somebody else pressed pay at the same moment and was first; the insert waited until that sale had committed.
            return await SoldAsync(key, CartErrors.Changed);
        }
    }

    private static Prepared Prepare(CatalogView view, CatalogShop shop, Cart cart, IReadOnlyList<TenderRequest> tenders)
    {
        if (view.Shops.TryGetValue(shop.Code, out var current))
            shop = current;
        return CartSheet.TryRead(view, shop, cart, out var lines) is { } problem ? Prepared.Refused(problem) : Prepared.Of(view, shop, lines, tenders);
    }

    /// <summary>The order that this cart became, or the refusal.</summary>
    private async Task<Results<StoredAnswer, PosProblem>> SoldAsync(IdempotentRequest key, PosError otherwise) =>
        await key.FindAsync(database, CancellationToken.None) is StoredAnswer sold ? sold : otherwise.AsProblem();
}
