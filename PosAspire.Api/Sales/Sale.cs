using System.Text.Json;
using Npgsql;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>Who sells, where and whether for practice.</summary>
/// <param name="Note">For the receipt.</param>
/// <param name="Besides">What else must be true for the sale to be, in its transaction.</param>
/// <param name="Checkout">Not null when the order waits for its money.</param>
internal readonly record struct SaleContext(
    Guid ActorId, Guid? RegisterId, bool Training, IReadOnlyList<WarningBody> Warnings, string? Note, Func<Sale, NpgsqlBatchCommand>? Besides,
    CheckoutStart? Checkout)
{
    /// <summary>Whether the cashier is to be warned of this item and was not, because there was enough of it.</summary>
    public bool BelievesEnough(StockTaken taken)
    {
        if (taken.Policy != StockPolicy.Warn)
            return false;
        foreach (var warning in Warnings)
        {
            if (warning.ProductId == taken.ProductId)
                return false;
        }

        return true;
    }
}

/// <summary>A sale that is ready to be written, with the answer it will get.</summary>
internal sealed record Sale(
    Guid Id, int Number, DateOnly BusinessDay, DateTime At, SaleContext Context, Basket Basket, IReadOnlyList<PaidTender> Paid, string Taxes, StoredAnswer Answer)
{
    public static async Task<Sale> CreateAsync(
        Basket basket, IReadOnlyList<PaidTender> paid, SaleContext context, OrderNumbers numbers, TimeProvider clock, JsonSerializerOptions json)
    {
        // The id holds the time in milliseconds; a finer time beside it would sort differently.
        var now = clock.GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var id = Guid.CreateVersion7(at);
        var shop = basket.Shop;
        var day = Domain.Shared.BusinessDay.Of(at, shop.TimeZone, shop.DayCutover);
        var number = await numbers.TakeAsync(shop.Id, day, context.Training, CancellationToken.None);

        var totals = basket.Totals;
        var taxes = OrderBodies.Taxes(totals);
        var (tendered, change) = (0L, 0L);
        foreach (var tender in paid)
            (tendered, change) = (tendered + tender.TenderedMinor, change + tender.ChangeMinor);
        var body = new OrderBody(
            id, OrderBodies.Number(number, context.Training), EnumText.Of(OrderStatus.Completed), shop.Code, context.RegisterId, context.Training,
            totals.Total.Currency.Code, day, at.UtcDateTime, OrderBodies.Lines(basket), totals.Net.Minor, taxes, totals.Service.Minor, totals.Total.Minor,
            totals.CashRounding.Minor, totals.DueInCash.Minor, tendered, change, context.Warnings, ReceiptLinks.Of(id), context.Note);
        var answer = new StoredAnswer(StatusCodes.Status201Created, $"/api/v1/orders/{id}", JsonSerializer.SerializeToUtf8Bytes(body, json));
        return new(id, number, day, at.UtcDateTime, context, basket, paid, JsonSerializer.Serialize(taxes, json), answer);
    }
}
