namespace PosAspire.Workers.Backups.Planning;

/// <summary>A copy as retention sees it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="StartedAt">The moment that it is a copy of.</param>
/// <param name="IsVerified">It was read back and found whole, and nothing worse was found since.</param>
/// <param name="FirstWal">The first segment of the log that it needs to go on from; null when unknown.</param>
public sealed record KeptCopy(string Id, DateTimeOffset StartedAt, bool IsVerified, WalSegment? FirstWal = null);

/// <param name="Days">Every copy this young stays, and with it the way from each to any later moment (liquor runbook: 30 days).</param>
/// <param name="Daily">So many days' newest copies stay (restaurant runbook: 7).</param>
/// <param name="Weekly">So many weeks' (4).</param>
/// <param name="Monthly">So many months' (3).</param>
public sealed record RetentionRules(int Days, int Daily, int Weekly, int Monthly)
{
    public static readonly RetentionRules Usual = new(Days: 30, Daily: 7, Weekly: 4, Monthly: 3);
}

/// <summary>
/// Which copies stay: the union of both runbooks' rules. Days, weeks and months are the shop's own, and only those with a copy
/// count, so that a shop that was closed for a season keeps as many. In each, a verified copy stands before a newer unverified one.
/// </summary>
public static class Retention
{
    /// <summary>The ids of the copies that stay. The newest verified copy and the newest copy always do.</summary>
    public static IReadOnlySet<string> Keep(IReadOnlyCollection<KeptCopy> copies, DateTimeOffset now, TimeZoneInfo zone, RetentionRules rules)
    {
        var newestFirst = copies.OrderByDescending(copy => copy.StartedAt).ThenByDescending(copy => copy.Id, StringComparer.Ordinal).ToList();
        var kept = newestFirst.Where(copy => copy.StartedAt >= now - TimeSpan.FromDays(rules.Days)).Select(copy => copy.Id).ToHashSet(StringComparer.Ordinal);
        kept.UnionWith(newestFirst.Take(1).Concat(newestFirst.Where(copy => copy.IsVerified).Take(1)).Select(copy => copy.Id));
        kept.UnionWith(Newest(newestFirst, rules.Daily, copy => Day(copy, zone)));
        kept.UnionWith(Newest(newestFirst, rules.Weekly, copy => Monday(Day(copy, zone))));
        kept.UnionWith(Newest(newestFirst, rules.Monthly, copy => new DateOnly(Day(copy, zone).Year, Day(copy, zone).Month, 1)));
        return kept;
    }

    /// <summary>
    /// The first segment of the log that stays: where the oldest kept copy of the last <see cref="RetentionRules.Days"/> days goes on
    /// from, or the newest verified one, whichever is older. Older copies hold the log that they themselves need.
    /// </summary>
    /// <returns>Null when nothing may go.</returns>
    public static WalSegment? FirstNeededWal(IReadOnlyCollection<KeptCopy> copies, DateTimeOffset now, RetentionRules rules)
    {
        var needing = copies.Where(copy => copy.StartedAt >= now - TimeSpan.FromDays(rules.Days))
            .Concat(copies.Where(copy => copy.IsVerified).OrderByDescending(copy => copy.StartedAt).Take(1))
            .ToList();
        return needing.Count == 0 || needing.Any(copy => copy.FirstWal is null) ? null : needing.Select(copy => copy.FirstWal!.Value).Min();
    }

    private static IEnumerable<string> Newest(IEnumerable<KeptCopy> newestFirst, int periods, Func<KeptCopy, DateOnly> period) => newestFirst
        .GroupBy(period)
        .OrderByDescending(copies => copies.Key)
        .Take(periods)
        .Select(copies => (copies.FirstOrDefault(copy => copy.IsVerified) ?? copies.First()).Id);

    private static DateOnly Day(KeptCopy copy, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(copy.StartedAt, zone).DateTime);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
