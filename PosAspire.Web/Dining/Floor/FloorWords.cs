using Microsoft.Extensions.Localization;

namespace PosAspire.Web.Dining.Floor;

/// <summary>The words for states, kinds and ages that several screens of the restaurant share.</summary>
public static class FloorWords
{
    private const int MinutesOfHour = 60;

    /// <summary>The states of a table, in the order of a meal.</summary>
    public static readonly IReadOnlyList<string> States = ["free", "seated", "ordered", "waiting", "served", "bill"];

    public static string State(IStringLocalizer<Words> words, string state)
    {
        ArgumentNullException.ThrowIfNull(words);
        return state switch
        {
            "free" => words["Free"],
            "seated" => words["Seated"],
            "ordered" => words["Ordered"],
            "waiting" => words["Waiting"],
            "served" => words["Served"],
            "bill" => words["Bill"],
            _ => state,
        };
    }

    public static string Kind(IStringLocalizer<Words> words, string kind)
    {
        ArgumentNullException.ThrowIfNull(words);
        return kind switch
        {
            "takeaway" => words["Takeaway"],
            "counter" => words["Counter"],
            _ => words["Table"],
        };
    }

    public static string Guests(IStringLocalizer<Words> words, int count)
    {
        ArgumentNullException.ThrowIfNull(words);
        return count == 1 ? words["1 guest"] : words["{0} guests", count];
    }

    public static string Seats(IStringLocalizer<Words> words, int count)
    {
        ArgumentNullException.ThrowIfNull(words);
        return count == 1 ? words["1 seat"] : words["{0} seats", count];
    }

    /// <summary>For example 12 min, or 1 h 05 min.</summary>
    public static string Age(IStringLocalizer<Words> words, DateTimeOffset? since, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(time);
        if (since is not { } start)
            return "";
        var minutes = Math.Max(0, (int)(time.GetUtcNow() - start).TotalMinutes);
        return minutes < MinutesOfHour
            ? words["{0} min", minutes]
            : words["{0} h {1} min", minutes / MinutesOfHour, minutes % MinutesOfHour];
    }
}
