using System.Globalization;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Shared;

public sealed class BusinessDayTests
{
    private static readonly TimeOnly Four = new(4, 0);

    [Theory]
    [InlineData("America/Chicago", "2026-11-22T09:59:59Z", "2026-11-21")]
    [InlineData("America/Chicago", "2026-11-22T10:00:00Z", "2026-11-22")]
    [InlineData("America/Chicago", "2026-11-23T05:30:00Z", "2026-11-22")]
    [InlineData("Asia/Jakarta", "2026-11-21T20:59:59Z", "2026-11-21")]
    [InlineData("Asia/Jakarta", "2026-11-21T21:00:00Z", "2026-11-22")]
    // The night in which clocks go back has the wall-clock hour 01:00 twice; both belong to the evening before.
    [InlineData("America/Chicago", "2026-11-01T06:30:00Z", "2026-10-31")]
    [InlineData("America/Chicago", "2026-11-01T07:30:00Z", "2026-10-31")]
    // The night in which 02:00 does not exist.
    [InlineData("America/Chicago", "2026-03-08T08:59:59Z", "2026-03-07")]
    [InlineData("America/Chicago", "2026-03-08T09:00:00Z", "2026-03-08")]
    public void A_day_turns_over_at_the_cut_over_of_the_shops_own_clock(string zone, string instant, string day) =>
        Assert.Equal(
            DateOnly.Parse(day, CultureInfo.InvariantCulture),
            BusinessDay.Of(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), Four));
}
