namespace PosAspire.Domain.Dining;

/// <summary>A time of the week at which a shop is open.</summary>
public sealed class OpeningWindow
{
    private OpeningWindow()
    {
    }

    public Guid LocationId { get; private set; }

    /// <summary>1 is Monday, 7 is Sunday: the day on which it opens.</summary>
    public short Day { get; private set; }

    public TimeOnly Opens { get; private set; }

    /// <summary>At or before <see cref="Opens"/>, it is a time of the next day.</summary>
    public TimeOnly Closes { get; private set; }
}

/// <summary>A window without its shop.</summary>
/// <param name="Day">1 is Monday, 7 is Sunday.</param>
public readonly record struct OpenAt(int Day, TimeOnly Opens, TimeOnly Closes);

/// <summary>Whether a shop is open, and what comes next.</summary>
/// <param name="Until">While it is open, when it closes; null when it never does.</param>
/// <param name="Next">While it is closed, when it opens; null when it never does.</param>
public readonly record struct OpenState(bool IsOpen, DateTime? Until, DateTime? Next);

/// <summary>Reads a week of windows by the shop's own wall clock.</summary>
public static class OpeningHours
{
    /// <summary>No shop opens more often in a week.</summary>
    public const int MaxWindows = 28;

    private const int DaysOfWeek = 7;

    /// <summary>The state at a local time; windows that meet are one.</summary>
    public static OpenState At(IReadOnlyCollection<OpenAt> windows, DateTime local)
    {
        if (windows.Count == 0)
            return default;
        // From the day before, whose last window may reach into today, to the day after the same weekday of next week.
        List<(DateTime Opens, DateTime Closes)> times = [];
        for (var offset = -1; offset <= DaysOfWeek + 1; offset++)
        {
            var date = local.Date.AddDays(offset);
            times.AddRange(windows.Where(window => window.Day == DayOf(date)).Select(window => Times(date, window)));
        }

        times.Sort();
        foreach (var (opens, closes) in times)
        {
            if (local < opens)
                return new(false, null, opens);
            if (local < closes)
                return new(true, Until(times, closes, local), null);
        }

        return default;
    }

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public static int DayOf(DateTime date) => date.DayOfWeek == DayOfWeek.Sunday ? DaysOfWeek : (int)date.DayOfWeek;

    private static (DateTime Opens, DateTime Closes) Times(DateTime date, OpenAt window)
    {
        var closes = date + window.Closes.ToTimeSpan();
        return (date + window.Opens.ToTimeSpan(), window.Closes <= window.Opens ? closes.AddDays(1) : closes);
    }

    private static DateTime? Until(List<(DateTime Opens, DateTime Closes)> times, DateTime closes, DateTime local)
    {
        foreach (var (opens, later) in times)
        {
            if (opens <= closes && later > closes)
                closes = later;
        }

        // Windows that meet for a whole week never end.
        return closes - local > TimeSpan.FromDays(DaysOfWeek) ? null : closes;
    }
}
