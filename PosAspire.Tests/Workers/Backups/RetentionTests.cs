using PosAspire.Workers.Backups.Planning;

namespace PosAspire.Tests.Workers.Backups;

public sealed class RetentionTests
{
    private const long SegmentBytes = 16 << 20;
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly DateTimeOffset Start = new(2025, 12, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What the runbooks promise, checked every day against every copy that was ever made, with bad weeks in between.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Four_hundred_days_keep_what_both_runbooks_promise(int seed)
    {
        const int Days = 400;
        var chance = new Lcg(seed);
        List<KeptCopy> made = [], here = [];
        for (var day = 0; day < Days; day++)
        {
            var now = Start.AddDays(day).AddMinutes(chance.Below(60));
            // Closed for three weeks in spring; a tenth of the rest fails or is found damaged; some days have two.
            for (var copies = day is > 100 and < 121 ? 0 : chance.Below(10) switch { 0 => 0, 1 => 2, _ => 1 }; copies > 0; copies--)
            {
                made.Add(new($"{made.Count:D4}", now.AddMinutes(-5 * copies), IsVerified: chance.Below(10) > 0, new(1, (ulong)made.Count)));
                here.Add(made[^1]);
            }

            var kept = Retention.Keep(here, now, Chicago, RetentionRules.Usual);
            here.RemoveAll(copy => !kept.Contains(copy.Id));
            Assert.Empty(kept.Except(here.Select(copy => copy.Id)));
            Hold(made, here, now);
        }

        Assert.InRange(here.Count, 20, 70);
    }

    [Fact]
    public void The_last_verified_copy_stays_however_old_it_is()
    {
        List<KeptCopy> copies = [new("good", Start, true)];
        copies.AddRange(Enumerable.Range(1, 200).Select(day => new KeptCopy($"bad-{day}", Start.AddDays(day), false)));

        Assert.Contains("good", Retention.Keep(copies, Start.AddDays(300), Chicago, RetentionRules.Usual));
    }

    [Fact]
    public void A_days_verified_copy_stands_before_a_newer_unverified_one()
    {
        var long_ago = Start.AddDays(-200);
        var kept = Retention.Keep(
            [new("verified", long_ago, true), new("unverified", long_ago.AddMinutes(5), false), new("newest", Start, true)], Start, Chicago, RetentionRules.Usual);

        Assert.Equal(["newest", "verified"], kept.Order());
    }

    [Fact]
    public void Days_are_the_shops_days()
    {
        // 23:30 and 0:30 in Chicago: two days there, one in UTC.
        var evening = new DateTimeOffset(2025, 6, 2, 4, 30, 0, TimeSpan.Zero);
        List<KeptCopy> copies = [new("evening", evening, true), new("night", evening.AddHours(1), true)];
        var rules = new RetentionRules(Days: 1, Daily: 2, Weekly: 0, Monthly: 0);

        Assert.Equal(2, Retention.Keep(copies, Start, Chicago, rules).Count);
        Assert.Equal(["night"], Retention.Keep(copies, Start, TimeZoneInfo.Utc, rules));
    }

    [Fact]
    public void The_log_stays_from_where_the_oldest_young_copy_needs_it()
    {
        var now = Start.AddDays(100);
        KeptCopy old = new("old", now.AddDays(-40), true, new(1, 10)), young = new("young", now.AddDays(-29), true, new(1, 50)), newest = new("newest", now, true, new(1, 90));

        Assert.Equal(50ul, Retention.FirstNeededWal([old, young, newest], now, RetentionRules.Usual)?.Number);
        // Only the old one is known to be good: from there on everything may be needed.
        Assert.Equal(10ul, Retention.FirstNeededWal([old, young with { IsVerified = false }], now, RetentionRules.Usual)?.Number);
        Assert.Null(Retention.FirstNeededWal([old, young with { FirstWal = null }], now, RetentionRules.Usual));
        Assert.Null(Retention.FirstNeededWal([], now, RetentionRules.Usual));
    }

    [Theory]
    [InlineData("0/3000028", SegmentBytes, "000000010000000000000003")]
    [InlineData("1/FF000000", SegmentBytes, "0000000100000001000000FF")]
    [InlineData("2/0", SegmentBytes, "000000010000000200000000")]
    [InlineData("2/40000000", 1L << 30, "000000010000000200000001")]
    public void A_position_of_the_log_is_in_the_file_that_postgresql_names(string lsn, long bytes, string name)
    {
        var segment = WalSegment.Of(1, lsn, bytes);
        Assert.Equal(name, segment.Name(bytes));
        Assert.True(WalSegment.TryParse(name, bytes, out var parsed));
        Assert.Equal(segment, parsed);
    }

    [Theory]
    [InlineData("00000002.history")]
    [InlineData("000000010000000000000003.partial")]
    [InlineData("00000001000000000000000g")]
    public void What_is_no_whole_segment_is_none(string name) => Assert.False(WalSegment.TryParse(name, SegmentBytes, out _));

    /// <summary>Said another way than the product says it: by looking back from now, day by day, week by week, month by month.</summary>
    private static void Hold(List<KeptCopy> made, List<KeptCopy> here, DateTimeOffset now)
    {
        var ids = here.Select(copy => copy.Id).ToHashSet();
        Assert.All(made.Where(copy => copy.StartedAt > now.AddDays(-30)), copy => Assert.Contains(copy.Id, ids));
        if (made.LastOrDefault(copy => copy.IsVerified) is { } lastVerified)
            Assert.Contains(lastVerified.Id, ids);
        var today = Local(now);
        var firstOfMonth = new DateOnly(today.Year, today.Month, 1);
        // The months that are over and had a good copy: its last good one is here. This month's and two more.
        for (var back = 1; back <= 2; back++)
            Assert.True(HasLastGood(made, ids, firstOfMonth.AddMonths(-back), firstOfMonth.AddMonths(1 - back)), $"{today}: month {back}");
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        for (var back = 1; back <= 3; back++)
            Assert.True(HasLastGood(made, ids, monday.AddDays(-7 * back), monday.AddDays(7 - (7 * back))), $"{today}: week {back}");
    }

    private static bool HasLastGood(List<KeptCopy> made, HashSet<string> ids, DateOnly from, DateOnly to) =>
        made.LastOrDefault(copy => copy.IsVerified && Local(copy.StartedAt) >= from && Local(copy.StartedAt) < to) is not { } last || ids.Contains(last.Id);

    private static DateOnly Local(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Chicago).DateTime);

    /// <summary>The same numbers for a seed on every version of .NET.</summary>
    private sealed class Lcg(int seed)
    {
        private ulong state = (ulong)seed;

        public int Below(int limit)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (int)((state >> 33) % (ulong)limit);
        }
    }
}
