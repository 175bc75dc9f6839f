using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>A cart while it is changed, and what is written together with it.</summary>
internal sealed class CartEdit(CatalogView view, CatalogShop shop, ReadCart read, Guid actorId, DateTime at)
{
    public CatalogView View { get; } = view;

    public CatalogShop Shop { get; } = shop;

    public Cart Cart { get; } = read.Cart;

    /// <summary>The parked cart that was asked for, if it is still there.</summary>
    public ParkedCart? Parked { get; } = read.Parked;

    public int ParkedCount { get; private set; } = read.ParkedCount;

    /// <summary>Whether the list of parked carts has changed.</summary>
    public bool MovesParked { get; private set; }

    public List<NpgsqlBatchCommand> Besides { get; } = [];

    /// <summary>Journals an action about the cart as it is now.</summary>
    public void Note(string action, string facts) => Besides.Add(AuditStatements.Entry(at, Shop.Id, actorId, action, Cart.Id, facts));

    /// <summary>Puts the cart aside and leaves an empty one.</summary>
    public PosError? Park(string? label)
    {
        if (ParkedCount >= ParkedCart.MaxParked)
            return CartErrors.TooManyParked;
        Note("cart.parked", $$"""{"registerId":"{{Cart.RegisterId}}","lines":{{Cart.Lines.Count}}}""");
        Besides.Add(CartStatements.Park(Cart, label, at, actorId));
        Cart.Clear();
        (ParkedCount, MovesParked) = (ParkedCount + 1, true);
        return null;
    }

    /// <summary>Goes on with the parked cart.</summary>
    public void TakeUp(ParkedCart parked)
    {
        Cart.Take(parked.Id, parked.NextLine, parked.Lines, parked.Note);
        Besides.Add(CartStatements.Unpark(Cart, parked.Id));
        Note("cart.resumed", $$"""{"registerId":"{{Cart.RegisterId}}","lines":{{Cart.Lines.Count}}}""");
        (ParkedCount, MovesParked) = (ParkedCount - 1, true);
    }
}

/// <summary>
/// Changes carts: one read, the change in memory, one guarded write. Two screens at one register lose nothing, because who comes second
/// reads again; an action that comes twice does nothing the second time.
/// </summary>
internal sealed class CartDesk(CartStore carts, CatalogSnapshot catalog, Changes changes, TimeProvider clock) : IDisposable
{
    /// <summary>How often an action is begun anew because somebody else was faster.</summary>
    private const int MaxTries = 20;

    // Actions of one register take turns in this process, so that they do not refuse each other; other instances are seen by the row's version.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public void Dispose()
    {
        foreach (var turn in turns)
            turn.Dispose();
    }

    /// <summary>The cart as it is.</summary>
    public async Task<Results<Ok<CartBody>, PosProblem>> ShowAsync(Guid register, Actor actor, CancellationToken cancellation)
    {
        var (view, shop, error) = await ShopAsync(register, actor, cancellation);
        if (shop is null)
            return error!.AsProblem();
        var read = await carts.ReadAsync(shop.Id, register, parked: null, cancellation);
        return TypedResults.Ok(CartSheet.Of(view, shop, read.Cart, read.ParkedCount));
    }

    /// <summary>Does something to a cart, once per action.</summary>
    /// <param name="change">Changes the cart, or says why not; then nothing is written. It may run again on what another has made of the cart.</param>
    /// <param name="parked">A parked cart that the change needs.</param>
    public async Task<Results<Ok<CartBody>, PosProblem>> ChangeAsync(
        Guid register, IdempotentRequest action, Actor actor, Func<CartEdit, PosError?> change, Guid? parked = null)
    {
        if (action.Key is not { } key)
            return SharedErrors.KeyMissing.AsProblem();
        var (view, shop, error) = await ShopAsync(register, actor, CancellationToken.None);
        if (shop is null)
            return error!.AsProblem();
        var turn = turns[(uint)register.GetHashCode() % turns.Length];
        await turn.WaitAsync();
        try
        {
            return await ChangeAsync(view, shop, register, key, actor, change, parked);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The shop of a register at which the actor may sell.</summary>
    public async Task<(CatalogView View, CatalogShop? Shop, PosError? Error)> ShopAsync(Guid register, Actor actor, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        var shop = ShopOf(view, register);
        if (shop is null)
        {
            view = await catalog.RefreshAsync(cancellation);
            shop = ShopOf(view, register);
        }

        if (shop is null)
            return (view, null, SalesErrors.UnknownRegister);
        return actor.May(Policies.Sell, shop.Code) ? (view, shop, null) : (view, null, IdentityErrors.OtherLocation(shop.Code));
    }

    private static CatalogShop? ShopOf(CatalogView view, Guid register) => view.Shops.Values.FirstOrDefault(shop => shop.Registers.ContainsKey(register));

    private async Task<Results<Ok<CartBody>, PosProblem>> ChangeAsync(
        CatalogView view, CatalogShop shop, Guid register, string key, Actor actor, Func<CartEdit, PosError?> change, Guid? parked)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var read = await carts.ReadAsync(shop.Id, register, parked, CancellationToken.None);
            if (read.Cart.Knows(key))
                return TypedResults.Ok(CartSheet.Of(view, shop, read.Cart, read.ParkedCount));
            var now = clock.GetUtcNow().UtcDateTime;
            var edit = new CartEdit(view, shop, read, actor.UserId, now);
            if (change(edit) is { } refusal)
            {
                // What is refused from memory is looked at again when the memory turns out to be old.
                var newer = await catalog.RefreshAsync(CancellationToken.None);
                if (newer.Version == view.Version || !newer.Shops.TryGetValue(shop.Code, out var same))
                    return refusal.AsProblem();
                (view, shop) = (newer, same);
                continue;
            }

            read.Cart.Done(key, now, actor.UserId);
            if (!await carts.TryWriteAsync(read.Cart, edit.Besides))
                continue;
            changes.Publish(shop.Code, LiveChange.Cart, register, read.Cart.Version);
            if (edit.MovesParked)
                changes.Publish(shop.Code, LiveChange.Parked, read.Cart.Id, 0);
            return TypedResults.Ok(CartSheet.Of(view, shop, read.Cart, edit.ParkedCount));
        }

        return CartErrors.Busy.AsProblem();
    }
}
