using System.Text.Json;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <summary>A sale that is ready to be written, with the answer it will get.</summary>
internal sealed record Sale(
    Guid Id, int Number, DateOnly BusinessDay, DateTime At, Guid ActorId, Basket Basket, IReadOnlyList<PaidTender> Paid, string Taxes, StoredAnswer Answer)
{
    public static async Task<Sale> CreateAsync(
        Basket basket, IReadOnlyList<PaidTender> paid, Guid actorId, OrderNumbers numbers, TimeProvider clock, JsonSerializerOptions json)
    {
        // The id holds the time in milliseconds; a finer time beside it would sort differently.
        var now = clock.GetUtcNow();
        var at = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var id = Guid.CreateVersion7(at);
        var day = Domain.Shared.BusinessDay.Of(at, basket.Shop.TimeZone, basket.Shop.DayCutover);
        var number = await numbers.TakeAsync(basket.Shop.Id, day, training: false, CancellationToken.None);

        var totals = basket.Totals;
        var taxes = OrderBodies.Taxes(totals);
        var body = new OrderBody(
            id, $"{number}", EnumText.Of(OrderStatus.Completed), basket.Shop.Code, totals.Total.Currency.Code, day, at.UtcDateTime,
            OrderBodies.Lines(basket), totals.Net.Minor, taxes, totals.Service.Minor, totals.Total.Minor, totals.CashRounding.Minor, totals.DueInCash.Minor,
            paid.Sum(tender => tender.TenderedMinor), paid.Sum(tender => tender.ChangeMinor));
        var answer = new StoredAnswer(StatusCodes.Status201Created, $"/api/v1/orders/{id}", JsonSerializer.SerializeToUtf8Bytes(body, json));
        return new(id, number, day, at.UtcDateTime, actorId, basket, paid, JsonSerializer.Serialize(taxes, json), answer);
    }
}
