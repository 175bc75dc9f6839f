namespace PosAspire.Workers.Backups.Mirrors;

/// <summary>How a mirror is, noted beside the copies in the first store.</summary>
/// <param name="Name">The mirror's.</param>
/// <param name="Since">When it was looked at for the first time.</param>
/// <param name="LevelAt">When it last had all that the first store has; null before the first time.</param>
/// <param name="Problem">Why it has not; null when it has.</param>
public sealed record MirrorState(string Name, DateTimeOffset Since, DateTimeOffset? LevelAt, string? Problem)
{
    /// <summary>Said, as long as nothing worse has come of it.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromHours(1);

    /// <summary>From here on it is as bad as no copy: whoever has a mirror counts on it.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(25);

    /// <summary>For health, in words that anyone may read; null when it is level.</summary>
    public string? Words(DateTimeOffset now) => Problem is not null ? $"the mirror {Name} is not level: {Problem}"
        : now - (LevelAt ?? Since) > MaxSilence ? $"the mirror {Name} has not been brought level since {LevelAt ?? Since:yyyy-MM-dd HH:mm} UTC"
        : null;

    public bool IsGivenUp(DateTimeOffset now) => now - (LevelAt ?? Since) > MaxAge;
}
