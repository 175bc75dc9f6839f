using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

internal static class GetOrder
{
    public static async Task<Results<Ok<OrderBody>, PosProblem>> HandleAsync(
        Guid id, StoredOrders orders, IOptions<JsonOptions> json, CancellationToken cancellation) =>
        await orders.FindAsync(id, json.Value.SerializerOptions, cancellation) is { } order
            ? TypedResults.Ok(order)
            : SalesErrors.UnknownOrder(id).AsProblem();
}
