using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Sales;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Dining;

/// <summary>An order as its guests follow it.</summary>
/// <param name="Location">The shop's code.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="State"><c>received</c>, <c>preparing</c>, <c>ready</c>, <c>completed</c> or <c>cancelled</c>.</param>
/// <param name="Kind"><c>dine_in</c>, <c>takeaway</c> or <c>counter</c>.</param>
/// <param name="PlacedAt">UTC.</param>
/// <param name="ReadyAt">When the kitchen was done with all of it, UTC.</param>
public sealed record GuestOrderBody(
    string Number, string Location, string Name, string State, string Kind, IReadOnlyList<GuestLine> Lines, long SubtotalMinor, long ServiceMinor,
    IReadOnlyList<TaxBody> Taxes, long TotalMinor, string Currency, bool Paid, DateTime PlacedAt, DateTime? ReadyAt);

/// <param name="Modifiers">Names of the choices.</param>
/// <param name="State"><c>received</c>, <c>preparing</c> or <c>ready</c>.</param>
public sealed record GuestLine(string Name, int Quantity, IReadOnlyList<string> Modifiers, long LineTotalMinor, string State);

/// <summary>Where an order stands, for whoever holds its link: read from its tickets each time, so that it is never behind the kitchen.</summary>
internal static class GuestOrder
{
    private const string Received = "received";
    private const string Preparing = "preparing";
    private const string Ready = "ready";

    private const int MinToken = 20;
    private const int MaxToken = 64;

    /// <summary>How long a link works; after that it is nobody's meal any more.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    /// <summary>How long a paid order to take away stays "ready" before it counts as fetched.</summary>
    private static readonly TimeSpan FetchTime = TimeSpan.FromMinutes(30);

    public static async Task<Results<Ok<GuestOrderBody>, PosProblem>> HandleAsync(
        string token, HttpContext http, CatalogSnapshot catalog, PosDbContext database, TimeProvider clock, CancellationToken cancellation)
    {
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow().UtcDateTime;
        var since = now - Lifetime;
        var order = token.Length is < MinToken or > MaxToken || !token.All(IsOfToken) ? null
            : await database.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.GuestToken == token && order.CreatedAt > since, cancellation);
        if (order is null)
            return DiningErrors.UnknownGuestOrder.AsProblem();
        var lines = await LinesAsync(database, order, cancellation);
        var shop = (await catalog.CurrentAsync(cancellation)).Shops.Values.First(shop => shop.Id == order.LocationId);
        var readyAt = lines.Count > 0 && lines.TrueForAll(line => line.State == Ready) ? lines.Max(line => line.ReadyAt) : null;
        var number = order.Number.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(new GuestOrderBody(
            order.Training ? $"T{number}" : number, shop.Code, shop.Name, State(order, lines, readyAt, now), EnumText.Of(order.Kind), [.. lines.Select(Line)],
            order.SubtotalMinor, order.ServiceMinor, JsonSerializer.Deserialize<List<TaxBody>>(order.Taxes, JsonSerializerOptions.Web)!, order.TotalMinor, order.Currency,
            order.IsSold, order.CreatedAt, readyAt));
    }

    private static async Task<List<Cooking>> LinesAsync(PosDbContext database, Order order, CancellationToken cancellation)
    {
        var lines = await database.OrderLines.AsNoTracking().Where(line => line.LocationId == order.LocationId && line.OrderId == order.Id && line.RemovedAt == null)
            .OrderBy(line => line.LineNo).ToListAsync(cancellation);
        var tickets = await (
            from line in database.KitchenTicketLines
            join ticket in database.KitchenTickets on new { line.LocationId, Id = line.TicketId } equals new { ticket.LocationId, ticket.Id }
            where line.LocationId == order.LocationId && line.OrderId == order.Id
            select new { line.LineNo, ticket.BumpedAt }).ToDictionaryAsync(row => row.LineNo, row => row.BumpedAt, cancellation);
        return [.. lines.Select(line => new Cooking(line, StateOf(line, tickets), tickets.GetValueOrDefault(line.LineNo) ?? line.SentAt))];
    }

    // What is sent and on no ticket needed no cooking.
    private static string StateOf(OrderLine line, Dictionary<short, DateTime?> tickets) =>
        !line.IsSent ? Received : tickets.TryGetValue(line.LineNo, out var bumped) && bumped is null ? Preparing : Ready;

    private static string State(Order order, List<Cooking> lines, DateTime? readyAt, DateTime now)
    {
        if (order.Status is OrderStatus.Cancelled or OrderStatus.Voided or OrderStatus.Refunded)
            return "cancelled";
        if (lines.Exists(line => line.State == Preparing))
            return Preparing;
        if (!order.IsSold)
            return lines.Exists(line => line.State == Ready) ? Ready : Received;
        return order.Kind == OrderKind.Takeaway && readyAt + FetchTime > now ? Ready : "completed";
    }

    private static GuestLine Line(Cooking cooking)
    {
        var line = cooking.Line;
        var choices = line.Modifiers is null ? [] : JsonSerializer.Deserialize<List<ChosenModifier>>(line.Modifiers, JsonSerializerOptions.Web)!;
        return new(line.Name, line.Quantity, [.. choices.Select(choice => choice.Name)], line.LineTotalMinor, cooking.State);
    }

    private static bool IsOfToken(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';

    private sealed record Cooking(OrderLine Line, string State, DateTime? ReadyAt);
}
