using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Carts;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

public sealed record GiveUpCheckoutRequest(string Reason);

/// <summary>Lets a tender, or a whole checkout, go: cash is handed back, what is held outside is cancelled, what was taken is given back.</summary>
internal static class GiveUpTender
{
    /// <summary>Doing it again changes nothing.</summary>
    public static async Task<Results<Ok<CheckoutBody>, PosProblem>> HandleAsync(Guid id, Guid tender, Actor actor, CheckoutDesk desk)
    {
        var (at, unknown) = await desk.FindAsync(id, actor, CancellationToken.None);
        if (at is null)
            return unknown!.AsProblem();
        if (at.Stored.Payments.TrueForAll(payment => payment.Id != tender))
            return PaymentErrors.UnknownTender.AsProblem();
        var refused = await desk.ChangeAsync(at, (sheet, batch) =>
        {
            var payment = sheet.Find(tender)!;
            if (!payment.Stands)
                return null;
            if (sheet.Order.Status != OrderStatus.AwaitingPayment)
                return PaymentErrors.NotAwaited(sheet.Order.Status);
            Release(sheet, batch, payment, actor);
            if (payment.Type == TenderType.Cash && sheet.Order.CashRoundingMinor != 0)
                sheet.Order.RoundForCash(0);
            sheet.Order.Touch();
            sheet.Note("payment.given_up", new { orderId = id, paymentId = tender, amountMinor = payment.AmountMinor }, actor.UserId);
            return null;
        });
        return refused is null
            ? TypedResults.Ok((await desk.AdvanceAsync(at, actor)).Body())
            : refused.AsProblem();
    }

    /// <summary>A counter sale ends there, its goods go back on the shelf and its lines into the cart they came from; a table's order is open again.</summary>
    public static async Task<Results<Ok<CheckoutBody>, PosProblem>> AllAsync(
        Guid id, GiveUpCheckoutRequest request, Actor actor, CheckoutDesk desk, CartStore carts, Changes changes)
    {
        if (TypedText.Read(request.Reason, Order.MaxReasonLength) is not { } reason)
            return OpenOrderErrors.ReasonMissing.AsProblem();
        var (at, unknown) = await desk.FindAsync(id, actor, CancellationToken.None);
        if (at is null)
            return unknown!.AsProblem();
        if (await EndAsync(desk, at, reason, actor) is { } refused)
            return refused.AsProblem();
        if (at.Order is { RegisterId: { } register, CartLines: not null })
        {
            var (cart, _, _) = await carts.ReadAsync(at.Shop.Id, register, parked: null, CancellationToken.None);
            changes.Publish(at.Shop.Code, LiveChange.Cart, register, cart.Version);
            changes.Publish(at.Shop.Code, LiveChange.Parked, register, 0);
        }

        return TypedResults.Ok((await desk.AdvanceAsync(at, actor)).Body());
    }

    internal static Task<PosError?> EndAsync(CheckoutDesk desk, CheckoutAt at, string reason, Actor actor) => desk.ChangeAsync(at, (sheet, batch) =>
    {
        var order = sheet.Order;
        if (order.Status is OrderStatus.Cancelled or OrderStatus.Open)
            return null;
        if (order.Status != OrderStatus.AwaitingPayment)
            return PaymentErrors.NotAwaited(order.Status);
        // In the order in which everybody locks accounts.
        foreach (var payment in sheet.Payments.Where(payment => payment.Stands).OrderBy(payment => payment.AccountId))
            Release(sheet, batch, payment, actor);
        if (order.CashRoundingMinor != 0)
            order.RoundForCash(0);
        // Only orders that were open before have guests who follow them.
        if (order.GuestToken is not null)
            order.Reopen();
        else
        {
            order.Cancel(reason);
            var stock = new OrderStock();
            stock.GiveBack(at.View, at.Stored.Active);
            if (!order.Training && !stock.IsEmpty)
            {
                foreach (var statement in stock.Statements(order, actor.UserId, sheet.At))
                    batch.BatchCommands.Add(statement);
            }

            // Whoever decides on another card or a smaller basket need not scan everything again.
            if (order is { RegisterId: { } register, CartLines: { } lines })
                batch.BatchCommands.Add(CartStatements.PutBack(order, register, lines, sheet.At, actor.UserId));
        }

        sheet.Step(actor.UserId);
        // The kitchen never knew of a counter sale's lines.
        var facts = new { orderId = order.Id, number = order.Number, training = order.Training, lines = Array.Empty<object>() };
        if (order.Status == OrderStatus.Cancelled)
            sheet.Say("order.cancelled", facts, actor.UserId);
        else
            sheet.Note("order.checkout_given_up", facts, actor.UserId);
        return null;
    });

    private static void Release(PaymentSheet sheet, NpgsqlBatch batch, Payment payment, Actor actor)
    {
        payment.GiveUp(sheet.At);
        if (payment.AccountId is not null)
            batch.BatchCommands.Add(StoredValue.Reverse(new(payment.LocationId, payment.OrderId, payment.Id, actor.UserId, sheet.At)));
    }
}
