using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Api.Shared.Live;
using PosAspire.Domain.Audit;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Dining;

/// <summary>A time of the week at which a shop is open.</summary>
/// <param name="Day">1 is Monday, 7 is Sunday: the day on which it opens.</param>
/// <param name="Opens">The shop's own clock, <c>HH:mm</c>.</param>
/// <param name="Closes"><c>HH:mm</c>; at or before <c>opens</c> it is a time of the next day.</param>
public sealed record HoursBody(int Day, string Opens, string Closes);

/// <summary>When a shop is open and whether it is now.</summary>
/// <param name="Today">The day it is there now, 1 to 7.</param>
/// <param name="OpenUntil">While it is open, when it closes, <c>HH:mm</c>; null when it never does.</param>
/// <param name="OpensDay">While it is closed, the day on which it opens next, 1 to 7; null when it never does.</param>
/// <param name="OpensAt">While it is closed, when it opens next, <c>HH:mm</c>.</param>
public sealed record OpeningBody(IReadOnlyList<HoursBody> Hours, bool OpenNow, int Today, string? OpenUntil, int? OpensDay, string? OpensAt)
{
    private const string Clock = "HH:mm";

    /// <summary>As it is at this moment.</summary>
    public static OpeningBody Of(CatalogShop shop, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, shop.TimeZone).DateTime;
        var state = OpeningHours.At(shop.Hours, local);
        return new(
            [.. shop.Hours.Select(window => new HoursBody(window.Day, Text(window.Opens), Text(window.Closes)))], state.IsOpen, OpeningHours.DayOf(local),
            state.Until?.ToString(Clock, CultureInfo.InvariantCulture),
            state.Next is { } next ? OpeningHours.DayOf(next) : null, state.Next?.ToString(Clock, CultureInfo.InvariantCulture));
    }

    /// <summary>Hours and minutes as people send them.</summary>
    internal static bool TryRead(string? text, out TimeOnly time) => TimeOnly.TryParseExact(text, Clock, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static string Text(TimeOnly time) => time.ToString(Clock, CultureInfo.InvariantCulture);
}

/// <param name="Hours">All of the week; none when it is never open.</param>
public sealed record HoursRequest(IReadOnlyList<HoursBody> Hours);

/// <summary>Reads and sets when a shop is open.</summary>
internal static class WeekOfHours
{
    private const string Forget = "DELETE FROM opening_hours WHERE location_id = $1";

    private const string Insert =
        "INSERT INTO opening_hours (location_id, day, opens, closes) SELECT $1, h.day, h.opens, h.closes FROM unnest($2, $3, $4) AS h (day, opens, closes)";

    // One change of a shop's hours at a time: the second takes away what the first has put there.
    private const string Lock = "SELECT FROM locations WHERE id = $1 FOR NO KEY UPDATE";

    public static async Task<Results<Ok<OpeningBody>, PosProblem>> ReadAsync(string code, Actor actor, CatalogSnapshot catalog, TimeProvider clock, CancellationToken cancellation)
    {
        if ((await catalog.CurrentAsync(cancellation)).TryShop(code, actor, Policies.Staff, out var shop) is { } refused)
            return refused.AsProblem();
        return TypedResults.Ok(OpeningBody.Of(shop, clock.GetUtcNow()));
    }

    public static async Task<Results<Ok<OpeningBody>, PosProblem>> SaveAsync(
        string code, HoursRequest request, Actor actor, CatalogSnapshot catalog, NpgsqlDataSource database, Changes changes, TimeProvider clock)
    {
        if ((await catalog.CurrentAsync(CancellationToken.None)).TryShop(code, actor, Policies.Manage, out var shop) is { } refused)
            return refused.AsProblem();
        if (TryRead(request.Hours, out var windows) is { } wrong)
            return wrong.AsProblem();
        var now = clock.GetUtcNow();
        await using (var connection = await database.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(Sql.Command(Lock, Sql.Of(shop.Id)));
            batch.BatchCommands.Add(Sql.Command(Forget, Sql.Of(shop.Id)));
            batch.BatchCommands.Add(Sql.Command(
                Insert, Sql.Of(shop.Id), Sql.Each(windows, window => (short)window.Day), Sql.Each(windows, window => window.Opens), Sql.Each(windows, window => window.Closes)));
            batch.BatchCommands.Add(AuditStatements.Entry(
                now.UtcDateTime, shop.Id, actor.UserId, "location.hours_changed", shop.Id, JsonSerializer.Serialize(request, JsonSerializerOptions.Web)));
            await batch.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        var view = await catalog.RefreshAsync(CancellationToken.None);
        changes.MenuChanged(shop.Code, shop.Id, view);
        return TypedResults.Ok(OpeningBody.Of(view.Shops[shop.Code], now));
    }

    private static PosError? TryRead(IReadOnlyList<HoursBody> hours, out List<OpenAt> windows)
    {
        windows = [];
        if (hours.Count > OpeningHours.MaxWindows)
            return DiningErrors.InvalidHours($"A week has at most {OpeningHours.MaxWindows} times of opening.");
        foreach (var window in hours)
        {
            if (window is null || window.Day is < 1 or > 7)
                return DiningErrors.InvalidHours("A day is not between 1 (Monday) and 7 (Sunday).");
            if (!OpeningBody.TryRead(window.Opens, out var opens) || !OpeningBody.TryRead(window.Closes, out var closes))
                return DiningErrors.InvalidHours("A time is not written like 09:30.");
            windows.Add(new(window.Day, opens, closes));
        }

        return windows.DistinctBy(window => (window.Day, window.Opens)).Count() < windows.Count
            ? DiningErrors.InvalidHours("Two of them begin at the same time.")
            : null;
    }
}
