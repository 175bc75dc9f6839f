using PosAspire.Domain.Dining;

namespace PosAspire.Tests.Domain.Dining;

public sealed class OpeningHoursTests
{
    // Fridays until one in the night, Saturdays from noon to two; closed on Sundays.
    private static readonly OpenAt[] Week =
    [
        .. Enumerable.Range(1, 4).Select(day => new OpenAt(day, new(10, 0), new(22, 0))),
        new(5, new(10, 0), new(1, 0)), new(6, new(12, 0), new(15, 0)), new(6, new(18, 0), new(2, 0)),
    ];

    [Theory]
    [InlineData("2026-11-23T09:59", false, null, "2026-11-23T10:00")]
    [InlineData("2026-11-23T10:00", true, "2026-11-23T22:00", null)]
    [InlineData("2026-11-23T21:59", true, "2026-11-23T22:00", null)]
    [InlineData("2026-11-23T22:00", false, null, "2026-11-24T10:00")]
    [InlineData("2026-11-27T23:30", true, "2026-11-28T01:00", null)]
    [InlineData("2026-11-28T00:59", true, "2026-11-28T01:00", null)]
    [InlineData("2026-11-28T01:00", false, null, "2026-11-28T12:00")]
    [InlineData("2026-11-28T16:00", false, null, "2026-11-28T18:00")]
    [InlineData("2026-11-29T01:59", true, "2026-11-29T02:00", null)]
    [InlineData("2026-11-29T02:00", false, null, "2026-11-30T10:00")]
    public void A_shop_is_open_by_its_own_clock_also_past_midnight(string at, bool open, string? until, string? next)
    {
        var state = OpeningHours.At(Week, DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((open, until, next), (state.IsOpen, Text(state.Until), Text(state.Next)));
    }

    [Fact]
    public void Windows_that_meet_are_one()
    {
        OpenAt[] windows = [new(1, new(10, 0), new(14, 0)), new(1, new(14, 0), new(0, 0)), new(2, new(0, 0), new(3, 0))];
        Assert.Equal("2026-11-24T03:00", Text(OpeningHours.At(windows, new(2026, 11, 23, 11, 0, 0)).Until));
    }

    [Fact]
    public void A_shop_that_never_closes_has_no_time_of_closing()
    {
        OpenAt[] always = [.. Enumerable.Range(1, 7).Select(day => new OpenAt(day, new(6, 0), new(6, 0)))];
        Assert.Equal((true, null, null), (OpeningHours.At(always, new(2026, 11, 23, 5, 59, 59)).IsOpen, OpeningHours.At(always, new(2026, 11, 23, 23, 59, 59)).Until, OpeningHours.At(always, new(2026, 11, 29, 6, 0, 0)).Next));
    }

    [Fact]
    public void A_shop_without_hours_is_closed_and_one_that_opens_once_a_week_opens_next_week()
    {
        Assert.Equal(default, OpeningHours.At([], new(2026, 11, 23, 12, 0, 0)));
        OpenAt[] mondays = [new(1, new(10, 0), new(12, 0))];
        Assert.Equal("2026-11-30T10:00", Text(OpeningHours.At(mondays, new(2026, 11, 23, 12, 0, 0)).Next));
    }

    private static string? Text(DateTime? time) => time?.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
