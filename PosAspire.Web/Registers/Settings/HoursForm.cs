using System.Globalization;
using Microsoft.Extensions.Localization;
using PosAspire.Web.Frame;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Registers.Settings;

public sealed record Opening(IReadOnlyList<OpenWindow> Hours, bool OpenNow);

public sealed record OpenWindow(int Day, string Opens, string Closes);

public sealed record HoursRequest(IReadOnlyList<OpenWindow> Hours);

/// <summary>Opening hours as people write them, a line a day: <c>10:00–14:00, 17:00–22:00</c>; empty when closed.</summary>
public static class HoursForm
{
    private const int Days = 7;
    private const int DaysToMonday = 4; // 1970-01-01 was a Thursday

    public static string Field(int day) => $"day-{day}";

    /// <summary>Monday is 1.</summary>
    public static string DayName(int day) => new CultureInfo(Languages.Current).DateTimeFormat.GetDayName(DateTime.UnixEpoch.AddDays(DaysToMonday + day - 1).DayOfWeek);

    public static IEnumerable<int> Week => Enumerable.Range(1, Days);

    public static void Fill(Form form, Opening opening)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(opening);
        foreach (var day in Week)
            form.Set(Field(day), string.Join(", ", opening.Hours.Where(window => window.Day == day).Select(window => $"{window.Opens}–{window.Closes}")));
    }

    /// <summary>What Api is to be asked; null when a day cannot be read, which the form then says.</summary>
    public static HoursRequest? Read(Form form, IStringLocalizer<Words> words)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(words);
        List<OpenWindow> windows = [];
        foreach (var day in Week)
        {
            foreach (var part in form.Text(Field(day)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var times = part.Split(['–', '-', '—'], StringSplitOptions.TrimEntries);
                if (times.Length == 2 && Time(times[0]) is { } opens && Time(times[1]) is { } closes)
                    windows.Add(new(day, opens, closes));
                else
                    form.Wrong(Field(day), words["Write it like 10:00–22:00; leave it empty when closed."]);
            }
        }

        return form.IsRight ? new(windows) : null;
    }

    private static string? Time(string text) =>
        TimeOnly.TryParseExact(text.Replace('.', ':'), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : null;
}
