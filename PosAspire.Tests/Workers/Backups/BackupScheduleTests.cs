using System.Globalization;
using PosAspire.Workers.Backups.Planning;

namespace PosAspire.Tests.Workers.Backups;

public sealed class BackupScheduleTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
    private static readonly TimeZoneInfo Jakarta = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jakarta");

    [Theory]
    [InlineData("0 2 * * *", "2026-01-05T07:59:59Z", "2026-01-05T08:00:00Z")]
    [InlineData("02:00", "2026-01-05T08:00:00Z", "2026-01-06T08:00:00Z")]
    [InlineData("*/15 * * * *", "2026-01-05T08:00:00Z", "2026-01-05T08:15:00Z")]
    [InlineData("30 3 * * 0", "2026-01-05T08:00:00Z", "2026-01-11T09:30:00Z")]
    // 8 March 2026: 2:00 is followed by 3:00; what was due at 2:30 comes at 3:00, once.
    [InlineData("30 2 * * *", "2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z")]
    [InlineData("30 2 * * *", "2026-03-08T08:00:00Z", "2026-03-09T07:30:00Z")]
    // 1 November 2026: 1:30 comes twice, the backup once.
    [InlineData("30 1 * * *", "2026-11-01T05:00:00Z", "2026-11-01T06:30:00Z")]
    [InlineData("30 1 * * *", "2026-11-01T06:30:00Z", "2026-11-02T07:30:00Z")]
    public void The_next_moment_is_the_shops(string schedule, string after, string next) =>
        Assert.Equal(At(next), BackupSchedule.Parse(schedule).Next(At(after), Chicago).ToUniversalTime());

    [Theory]
    [InlineData("daily")]
    [InlineData("0 2 * *")]
    [InlineData("61 2 * * *")]
    [InlineData("0 2 31 2 *")]
    [InlineData("25:00")]
    public void What_is_no_schedule_is_refused_in_a_sentence(string schedule)
    {
        var refusal = Assert.Throws<FormatException>(() => BackupSchedule.Parse(schedule));
        Assert.Contains("0 2 * * *", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shop_in_another_time_zone_is_backed_up_in_its_own_night() =>
        Assert.Equal(At("2026-01-05T19:00:00Z"), BackupSchedule.Parse(BackupSchedule.Usual).Next(At("2026-01-05T08:00:00Z"), Jakarta).ToUniversalTime());

    [Theory]
    // Nothing yet: now.
    [InlineData(null, null, "2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z")]
    // Made last night: the coming night.
    [InlineData("2026-01-05T08:00:04Z", null, "2026-01-05T12:00:00Z", "2026-01-06T08:00:00Z")]
    // Off for three days: one is due, since the first night that was missed.
    [InlineData("2026-01-02T08:00:04Z", null, "2026-01-05T12:00:00Z", "2026-01-03T08:00:00Z")]
    // It failed: again after a quarter of an hour, whether or not there was a good one before.
    [InlineData("2026-01-04T08:00:04Z", "2026-01-05T08:01:00Z", "2026-01-05T08:02:00Z", "2026-01-05T08:16:00Z")]
    [InlineData(null, "2026-01-05T08:01:00Z", "2026-01-05T08:02:00Z", "2026-01-05T08:16:00Z")]
    // One by hand failed in the afternoon: health is red until one succeeds, so it does not wait for the night.
    [InlineData("2026-01-05T08:00:04Z", "2026-01-05T15:00:00Z", "2026-01-05T15:01:00Z", "2026-01-05T15:15:00Z")]
    // A failure before the newest good one is forgotten.
    [InlineData("2026-01-05T08:20:00Z", "2026-01-05T08:01:00Z", "2026-01-05T08:30:00Z", "2026-01-06T08:00:00Z")]
    // The clock was a year ahead when the last one was made, and is right again: at once, and not in a year.
    [InlineData("2027-01-05T08:00:04Z", null, "2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z")]
    [InlineData(null, "2027-01-05T08:00:04Z", "2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z")]
    // Another worker's clock is a little ahead.
    [InlineData("2026-01-05T12:00:40Z", null, "2026-01-05T12:00:00Z", "2026-01-06T08:00:00Z")]
    public void A_backup_is_due_after_what_was_missed_and_what_failed(string? good, string? failed, string now, string due)
    {
        var past = new BackupPast(good is null ? null : At(good), failed is null ? null : At(failed));

        Assert.Equal(At(due), BackupSchedule.Parse(BackupSchedule.Usual).Due(past, At(now), Chicago).ToUniversalTime());
    }

    /// <summary>A year of a daemon that looks every half minute, through both changes of clocks: one backup a local day.</summary>
    [Theory]
    [InlineData("America/Chicago")]
    [InlineData("Asia/Jakarta")]
    [InlineData("Australia/Lord_Howe")]
    public void A_year_has_one_backup_each_local_day(string zone)
    {
        var (schedule, local) = (BackupSchedule.Parse("30 2 * * *"), TimeZoneInfo.FindSystemTimeZoneById(zone));
        DateTimeOffset? good = At("2026-01-01T00:00:00Z");
        List<DateOnly> days = [];
        for (var now = good.Value; now < At("2027-01-01T00:00:00Z"); now += TimeSpan.FromMinutes(5))
        {
            if (schedule.Due(new(good, null), now, local) > now)
                continue;
            good = now;
            days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, local).DateTime));
        }

        Assert.InRange(days.Count, 364, 366);
        Assert.Equal(days.Count, days.Distinct().Count());
        Assert.All(days.Zip(days.Skip(1)), pair => Assert.Equal(1, pair.Second.DayNumber - pair.First.DayNumber));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
