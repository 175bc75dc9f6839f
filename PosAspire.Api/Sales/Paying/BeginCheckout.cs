using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Carts;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <param name="CartId">The cart that was shown.</param>
/// <param name="Version">As it was shown.</param>
public sealed record BeginCheckoutRequest(Guid CartId, int Version);

/// <summary>
/// Makes an order of what is to be paid tender by tender: priced, its goods taken from the shelf, its number given, and its money awaited.
/// It is the sale of <see cref="PlaceOrder"/> without the money; the request's key finds it again.
/// </summary>
internal sealed class BeginCheckout(
    CartDesk carts, CartStore store, CheckoutDesk desk, PlaceOrder orders, PosDbContext database, Changes changes)
{
    private const string KeyTaken = "ix_orders_location_id_checkout_key";

    /// <summary>The register's cart becomes an order; once, whoever asks.</summary>
    public static Task<Results<Created<CheckoutBody>, PosProblem>> OfCartAsync(Guid id, BeginCheckoutRequest request, Actor actor, BeginCheckout checkout) =>
        checkout.OfCartAsync(id, request, actor);

    /// <summary>An open order's bill stands; what the kitchen was not told of yet, it is told of now.</summary>
    public static Task<Results<StoredAnswer, PosProblem>> OfOrderAsync(Guid id, IdempotentRequest key, Actor actor, OrderDesk orders) =>
        orders.ChangeAsync(id, key, actor, Policies.Sell, edit =>
        {
            var order = edit.Order;
            if (order.MustBeOpen() is { } closed)
                return closed;
            if (!edit.Stored.Active.Any())
                return OpenOrderErrors.NothingToPay;
            if (edit.Reprice() is { } tooLarge)
                return tooLarge;
            OrderLine[] unsent = [.. edit.Stored.Active.Where(line => !line.IsSent)];
            if (unsent.Length > 0 && edit.Send(unsent) is { } gone)
                return gone;
            if (order.AwaitPayment($"{order.Id:N}-{order.Version}") is { } refused)
                return refused;
            edit.Step();
            edit.Note("order.awaits_payment", new { orderId = order.Id, totalMinor = order.TotalMinor });
            return null;
        });

    /// <summary>Begins a checkout, or finds the one that this request began before.</summary>
    /// <param name="selling">With its <see cref="Selling.Checkout"/>.</param>
    public async Task<(CheckoutAt? At, PosError? Error)> BeginAsync(Guid location, Selling selling, IdempotentRequest key, Actor actor)
    {
        var start = selling.Checkout!;
        if (await FindAsync(location, start.Key) is { } begun)
            return await KnownAsync(begun, start, actor);
        try
        {
            var (sale, error) = await orders.SellAsync(selling, key, actor);
            if (sale is not null)
                return await desk.FindAsync(sale.Id, actor, CancellationToken.None);
            // Refused because the same request was a moment faster: its order is this one's too.
            return await FindAsync(location, start.Key) is { } first ? await KnownAsync(first, start, actor) : (null, error);
        }
        catch (PostgresException taken) when (taken.ConstraintName == KeyTaken)
        {
            // The same request at the same moment was first; the insert waited until it had committed.
            return await KnownAsync((await FindAsync(location, start.Key))!, start, actor);
        }
    }

    private async Task<Results<Created<CheckoutBody>, PosProblem>> OfCartAsync(Guid register, BeginCheckoutRequest request, Actor actor)
    {
        var (_, shop, unknown) = await carts.ShopAsync(register, actor, CancellationToken.None);
        if (shop is null)
            return unknown!.AsProblem();
        var (cart, _, _) = await store.ReadAsync(shop.Id, register, parked: null, CancellationToken.None);
        var isShown = cart.Id == request.CartId && cart.Version == request.Version;
        if (!isShown && await FindAsync(shop.Id, $"{request.CartId}") is null)
            return CartErrors.Changed.AsProblem();
        var note = cart.Note.Length == 0 ? null : cart.Note;
        var selling = new Selling(register, Training: false, note, view => Prepare(view, shop, cart), sale => CartStatements.Sold(cart, sale))
        {
            Checkout = new($"{request.CartId}", SHA256.HashData(Encoding.UTF8.GetBytes($"carts.checkout\n{request.CartId}")), CartLinesJson.Of(cart.Lines)),
        };
        var (at, error) = await BeginAsync(shop.Id, selling, IdempotentRequest.Of("carts.checkout", shop.Id, request.CartId), actor);
        if (at is null)
            return error!.AsProblem();
        changes.Publish(shop.Code, LiveChange.Cart, register, cart.Version + 1);
        return TypedResults.Created($"/api/v1/orders/{at.Order.Id}/checkout", at.Body());
    }

    private static Prepared Prepare(CatalogView view, CatalogShop shop, Cart cart)
    {
        if (view.Shops.TryGetValue(shop.Code, out var current))
            shop = current;
        return CartSheet.TryRead(view, shop, cart, out var lines) is { } problem ? Prepared.Refused(problem) : Prepared.Unpaid(view, shop, lines);
    }

    private Task<Order?> FindAsync(Guid location, string key) =>
        database.Orders.AsNoTracking().FirstOrDefaultAsync(order => order.LocationId == location && order.CheckoutKey == key);

    private async Task<(CheckoutAt? At, PosError? Error)> KnownAsync(Order begun, CheckoutStart start, Actor actor) =>
        CryptographicOperations.FixedTimeEquals(begun.CheckoutHash ?? [], start.Hash)
            ? await desk.FindAsync(begun.Id, actor, CancellationToken.None)
            : (null, SharedErrors.KeyReused);
}
