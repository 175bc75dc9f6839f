namespace PosAspire.Domain.Shared;

/// <summary>The day a sale belongs to: the shop's own calendar, turned over at its cut-over hour instead of midnight.</summary>
public static class BusinessDay
{
    /// <summary>The business day at <paramref name="instant"/>: 03:59 still belongs to yesterday when the cut-over is 04:00.</summary>
    public static DateOnly Of(DateTimeOffset instant, TimeZoneInfo zone, TimeOnly cutover)
    {
        // The wall clock decides, so a day of 23 or 25 hours needs no rule of its own.
        var local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) < cutover ? date.AddDays(-1) : date;
    }
}
