using Cronos;

namespace PosAspire.Workers.Backups.Planning;

/// <summary>What came of backups so far, as far as the next one's moment depends on it.</summary>
/// <param name="LastGoodStart">When the newest good one began.</param>
/// <param name="LastFailure">When the newest attempt ended, if it failed.</param>
public readonly record struct BackupPast(DateTimeOffset? LastGoodStart, DateTimeOffset? LastFailure);

/// <summary>
/// When a backup is due: <c>BACKUP_SCHEDULE</c> read in the shop's time zone. A moment that the night's change of clocks skips
/// comes right after it, one that it repeats comes once. What was missed while nobody ran is due at once, and once.
/// </summary>
public sealed class BackupSchedule
{
    /// <summary>The runbook's daily 2:00.</summary>
    public const string Usual = "0 2 * * *";

    /// <summary>After a failure: soon enough to be back before the alarm at 25 h, rarely enough to leave the shop in peace.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(15);

    /// <summary>So far apart the clocks of two workers may be.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromHours(1);

    private const string Problem = "must be five cron fields such as \"0 2 * * *\" (minute, hour, day, month, weekday) or a time of day such as 02:00";

    private readonly CronExpression expression;

    private BackupSchedule(CronExpression expression) => this.expression = expression;

    /// <exception cref="FormatException">What is wrong, continuing a sentence that begins with the setting's name.</exception>
    public static BackupSchedule Parse(string text)
    {
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], out var time))
            return new(CronExpression.Parse($"{time.Minute} {time.Hour} * * *"));
        try
        {
            var expression = CronExpression.Parse(text);
            // The 31st of February: it reads well and never comes.
            return expression.GetNextOccurrence(DateTime.UnixEpoch) is not null ? new(expression) : throw new FormatException($"{Problem}; \"{text}\" names a day that never comes");
        }
        catch (CronFormatException problem)
        {
            throw new FormatException($"{Problem}, not \"{text}\"", problem);
        }
    }

    /// <summary>The first moment after another one.</summary>
    public DateTimeOffset Next(DateTimeOffset after, TimeZoneInfo zone) =>
        expression.GetNextOccurrence(after, zone) ?? throw new InvalidOperationException("Parse takes no schedule that ends.");

    /// <summary>When the next backup is due; not later than <paramref name="now"/> means: make it.</summary>
    /// <remarks>
    /// A past that lies in the future was noted by a clock that has been set back since. It says nothing: were it waited for, or counted
    /// as now again at every look, it would silence backups for as long as the clock was ahead. One is made at once and notes the right time.
    /// </remarks>
    public DateTimeOffset Due(BackupPast past, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (past.LastGoodStart > now + MaxSkew || past.LastFailure > now + MaxSkew)
            return now;
        // The alarm stands until one succeeds, so none waits for the night after a failure.
        if (past.LastFailure is { } failed && (past.LastGoodStart is not { } good || failed > good))
            return failed + RetryAfter;
        return past.LastGoodStart is { } start ? Next(start, zone) : now;
    }
}
