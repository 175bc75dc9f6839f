using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;

namespace PosAspire.Api.Dining.Kitchen;

internal static class ListTickets
{
    /// <summary>No kitchen has more in its hands; the oldest are shown.</summary>
    private const int MaxTickets = 200;

    /// <summary>How far back a station can look for what it bumped by mistake.</summary>
    private const int Recent = 10;

    /// <summary>Without a station it is the whole kitchen.</summary>
    public static async Task<Results<Ok<TicketsBody>, PosProblem>> HandleAsync(
        string location, Actor actor, CatalogSnapshot catalog, PosDbContext database, CancellationToken cancellation, string? station = null)
    {
        var view = await catalog.CurrentAsync(cancellation);
        if (view.TryShop(location, actor, Policies.Kitchen, out var shop) is { } refused)
            return refused.AsProblem();
        // A station that is not there has no tickets; a text that is none cannot be asked for.
        var code = station is null || Texts.Fits(station, 1, Paging.MaxCursor) ? station : "";
        var tickets = database.KitchenTickets.Where(ticket => ticket.LocationId == shop.Id && (code == null || ticket.Station == code));
        var open = tickets.Where(ticket => ticket.BumpedAt == null).OrderBy(ticket => ticket.SentAt).ThenBy(ticket => ticket.Id).Take(MaxTickets);
        var done = tickets.Where(ticket => ticket.BumpedAt != null).OrderByDescending(ticket => ticket.BumpedAt).ThenByDescending(ticket => ticket.Id).Take(Recent);
        return TypedResults.Ok(new TicketsBody(
            [.. shop.Stations.Select(known => new StationBody(known.Code, known.Name, known.WarnMinutes, known.LateMinutes))],
            await TicketReader.ReadAsync(database, open, cancellation), await TicketReader.ReadAsync(database, done, cancellation)));
    }
}
