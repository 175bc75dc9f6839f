using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Sales;

/// <param name="Next">Goes into <c>after</c> for the next page; null on the last.</param>
public sealed record OrdersPage(IReadOnlyList<OrderSummary> Items, Guid? Next);

/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record OrderSummary(
    Guid Id, string Number, string Status, string Location, Guid? RegisterId, bool Training, string? Label, string Kind, Guid? TableId, string Currency, DateOnly BusinessDay,
    DateTime CreatedAt, long TotalMinor, long DueMinor);

/// <summary>Which orders to list; what is not given does not narrow.</summary>
/// <param name="Location">A shop's code.</param>
/// <param name="Status">A word of an order's status.</param>
/// <param name="Number">As it stands on the receipt, of any day.</param>
/// <param name="AmountMinor">The total, or what was due in cash.</param>
/// <param name="Register">Id of the till it was sold or begun at.</param>
/// <param name="From">Begun at this time or later, UTC.</param>
/// <param name="To">Begun before this time, UTC.</param>
/// <param name="Limit">1 to 100.</param>
/// <param name="After"><c>next</c> of the page before.</param>
internal sealed record OrderFilter(
    string? Location = null, string? Status = null, DateOnly? BusinessDay = null, Guid? Register = null, bool? Training = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, int Limit = OrderFilter.DefaultLimit, Guid? After = null, int? Number = null,
    long? AmountMinor = null)
{
    public const int DefaultLimit = 10;
    public const int MaxLimit = 100;
}

internal static class ListOrders
{
    public static async Task<Results<Ok<OrdersPage>, PosProblem>> HandleAsync(
        [AsParameters] OrderFilter filter, Actor actor, NpgsqlDataSource database, CatalogSnapshot catalog, CancellationToken cancellation)
    {
        if (filter.Limit is < 1 or > OrderFilter.MaxLimit)
            return SalesErrors.InvalidLimit(OrderFilter.MaxLimit).AsProblem();
        if (filter.Status is { } status && !OrderQuery.IsStatus(status))
            return SalesErrors.UnknownStatus.AsProblem();
        var view = await catalog.CurrentAsync(cancellation);
        if (filter.Location is { } code && !view.Shops.ContainsKey(code))
            return SalesErrors.UnknownLocation(code).AsProblem();

        await using var command = OrderQuery.Of(filter, Shops(view, filter, actor), database);
        List<OrderSummary> orders = new(filter.Limit + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            orders.Add(OrderQuery.Read(reader, view));
        var more = orders.Count > filter.Limit;
        if (more)
            orders.RemoveAt(filter.Limit);
        return TypedResults.Ok(new OrdersPage(orders, more ? orders[^1].Id : null));
    }

    /// <summary>The shops to look in; null means every shop.</summary>
    private static Guid[]? Shops(CatalogView view, OrderFilter filter, Actor actor)
    {
        if (filter.Location is { } code)
            return [view.Shops[code].Id];
        return actor.Shops(Policies.Sell) is { } codes ? [.. codes.Where(view.Shops.ContainsKey).Select(own => view.Shops[own].Id)] : null;
    }
}
