using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <param name="OrderId">The order whose goods came back.</param>
public sealed record ExchangeRequest(Guid OrderId);

/// <summary>Says that an order was sold in exchange for goods that came back: the refund gave their money, the sale takes what the new ones cost.</summary>
internal static class ExchangeOrder
{
    public static Task<Results<StoredAnswer, PosProblem>> HandleAsync(
        Guid id, ExchangeRequest request, IdempotentRequest key, Actor actor, OrderDesk desk, PosDbContext database) =>
        desk.ChangeAsync(id, key, actor, Policies.Sell, edit => LinkAsync(edit, request.OrderId, database));

    private static async Task<PosError?> LinkAsync(OrderEdit edit, Guid of, PosDbContext database)
    {
        var (order, shop) = (edit.Order, edit.Shop.Id);
        var cameBack = await database.Orders.AsNoTracking().AnyAsync(other =>
            other.LocationId == shop && other.Id == of && other.Training == order.Training
            && (other.Status == OrderStatus.PartiallyRefunded || other.Status == OrderStatus.Refunded));
        if (!cameBack || of == order.Id || order.Status != OrderStatus.Completed || order.ExchangeOf is not null)
            return RefundErrors.NotAnExchange;
        order.Exchange(of);
        edit.Say("order.exchanged", new { orderId = order.Id, number = order.Number, exchangeOf = of, totalMinor = order.TotalMinor, currency = order.Currency, training = order.Training });
        return null;
    }
}
