using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <summary>
/// Sells a basket whose tenders are not all cash, in one request: the order awaits its money, each tender is taken, and the answer is
/// stored with the key when it is complete. A killed process leaves an order that the same request, or Workers, go on with.
/// </summary>
internal sealed class SellPaid(
    BeginCheckout checkout, AddTender adding, TenderCheck tenders, CheckoutDesk desk, CatalogSnapshot catalog, NpgsqlDataSource database,
    IOptions<JsonOptions> json, TimeProvider clock)
{
    private const string GivenUp = "Not paid";

    // Within its order, so the request's key, which may be as long as keys get, need not be in it.
    private const string TenderName = "sale-";

    public async Task<(StoredAnswer? Answer, PosError? Error)> SellAsync(OrderRequest request, Selling selling, IdempotentRequest key, Actor actor)
    {
        var view = await catalog.CurrentAsync(CancellationToken.None);
        if (!view.Shops.TryGetValue(request.Location, out var shop))
            return (null, SalesErrors.UnknownLocation(request.Location));
        // Before the key is looked up: its answer is nobody else's.
        if (!actor.May(Policies.Sell, shop.Code))
            return (null, IdentityErrors.OtherLocation(shop.Code));
        key.At(shop.Id);
        if (await key.FindAsync(database, CancellationToken.None) is StoredAnswer stored)
            return (stored, null);
        var begun = selling with { Prepare = current => tenders.Check(selling.Prepare(current), request), Checkout = new(key.Key!, key.Hash) };
        var (at, error) = await checkout.BeginAsync(shop.Id, begun, key, actor);
        if (at is null)
            return (null, error);
        if (at.Order.Status == OrderStatus.AwaitingPayment && await TakeAsync(at, request, key, actor) is { } refused)
            return (null, refused);
        at = (await desk.FindAsync(at.Order.Id, actor, CancellationToken.None)).At ?? at;
        return at.Order.Status switch
        {
            OrderStatus.Cancelled => (null, PaymentErrors.Declined(at.Stored.Payments.Find(payment => payment.FailureCode is not null and not PaymentFailures.Canceled))),
            OrderStatus.AwaitingPayment => (new(StatusCodes.Status202Accepted, $"/api/v1/orders/{at.Order.Id}/checkout", Bytes(at.Body())), null),
            _ => await KeepAsync(at, key),
        };
    }

    /// <summary>Takes the tenders, those that can fail first; gives the order up when one fails.</summary>
    private async Task<PosError?> TakeAsync(CheckoutAt at, OrderRequest request, IdempotentRequest key, Actor actor)
    {
        for (var position = 0; position < request.Tenders.Count; position++)
        {
            var tender = request.Tenders[position];
            var added = new AddTenderRequest(tender.Type, tender.AmountMinor, tender.TipMinor, tender.Source, tender.CardCode);
            var refused = await adding.AddAsync(at, added, $"{TenderName}{position}", actor);
            if (refused is null)
            {
                at = await desk.AdvanceAsync(at, actor);
                var failed = at.Stored.Payments.Find(payment => payment.Status == PaymentStatus.Failed);
                if (failed is null)
                    continue;
                refused = PaymentErrors.Declined(failed);
            }

            if (await GiveUpTender.EndAsync(desk, at, GivenUp, actor) is null)
                await desk.AdvanceAsync(at, actor);
            return refused;
        }

        return null;
    }

    /// <summary>Stores the answer under its key: from now on every repetition gets these bytes.</summary>
    private async Task<(StoredAnswer? Answer, PosError? Error)> KeepAsync(CheckoutAt at, IdempotentRequest key)
    {
        var answer = new StoredAnswer(StatusCodes.Status201Created, $"/api/v1/orders/{at.Order.Id}", Bytes(PaidOrders.Body(at.Stored, at.Shop)));
        try
        {
            await using var batch = database.CreateBatch();
            batch.BatchCommands.Add(key.Record(answer, clock.GetUtcNow().UtcDateTime));
            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return (answer, null);
        }
        catch (PostgresException taken) when (IdempotencyFilter.IsKeyTaken(taken))
        {
            return await key.FindAsync(database, CancellationToken.None) is StoredAnswer first ? (first, null) : (null, SharedErrors.KeyReused);
        }
    }

    private byte[] Bytes<T>(T body) => JsonSerializer.SerializeToUtf8Bytes(body, json.Value.SerializerOptions);
}
