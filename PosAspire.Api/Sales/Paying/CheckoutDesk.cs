using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Dining;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <summary>An order that somebody pays, and the shop it belongs to.</summary>
internal sealed record CheckoutAt(StoredOrder Stored, CatalogView View, CatalogShop Shop)
{
    public Order Order => Stored.Order;

    public CheckoutBody Body() => CheckoutBody.Of(Order, Shop, Stored.Payments);
}

/// <summary>Finds orders that are being paid, changes them with their payments, and brings the payments on.</summary>
internal sealed class CheckoutDesk(CatalogSnapshot catalog, PosDbContext database, SqlPaymentBook book, PaymentEngine engine, Changes changes)
{
    /// <summary>How often all payments of an order are gone through: the second time takes what the first has secured.</summary>
    private const int MaxRounds = 3;

    /// <summary>The order as it is now, if the actor may sell at its shop.</summary>
    public async Task<(CheckoutAt? At, PosError? Error)> FindAsync(Guid id, Actor actor, CancellationToken cancellation)
    {
        var view = await catalog.CurrentAsync(cancellation);
        database.ChangeTracker.Clear();
        if (await StoredOrders.FindAsync(database, view, id, cancellation) is not { } stored)
            return (null, SalesErrors.UnknownOrder(id));
        var shop = view.ShopOf(stored.Order);
        return actor.May(Policies.Sell, shop.Code) ? (new(stored, view, shop), null) : (null, IdentityErrors.OtherLocation(shop.Code));
    }

    /// <summary>Changes the order and its payments, or refuses; a refusal must have changed nothing.</summary>
    public async Task<PosError?> ChangeAsync(CheckoutAt at, Func<PaymentSheet, NpgsqlBatch, PosError?> change)
    {
        // What the caller does no longer matters: it is written or refused.
        try
        {
            var refused = await book.ChangeOrderAsync(at.Shop.Id, at.Order.Id, (sheet, batch) => Task.FromResult(change(sheet, batch)), CancellationToken.None);
            if (refused is null)
                changes.OrderChanged(at.Shop.Code, at.Order, kitchen: false);
            return refused;
        }
        catch (PostgresException refused) when (StoredValue.Refusal(refused) is { } error)
        {
            return error;
        }
    }

    /// <summary>Brings every payment of the order as far as it can be brought now.</summary>
    public async Task<CheckoutAt> AdvanceAsync(CheckoutAt at, Actor actor)
    {
        at = await AgainAsync(at, actor);
        for (var round = 0; round < MaxRounds; round++)
        {
            var moved = false;
            foreach (var payment in at.Stored.Payments.Where(payment => payment is { HasProvider: true, NextReadAt: not null }))
                moved |= await engine.AdvanceAsync(payment.Id, CancellationToken.None) is { Changed: true };
            if (!moved)
                break;
            at = await AgainAsync(at, actor);
            changes.OrderChanged(at.Shop.Code, at.Order, kitchen: false);
        }

        return at;
    }

    // Orders are never deleted, so what was there is there.
    private async Task<CheckoutAt> AgainAsync(CheckoutAt at, Actor actor) => (await FindAsync(at.Order.Id, actor, CancellationToken.None)).At ?? at;
}
