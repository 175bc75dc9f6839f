namespace PosAspire.ServiceDefaults.Resilience;

/// <summary>How patient an outgoing client is. The values suit a neighbour on the same network.</summary>
public sealed record ResilienceSettings
{
    /// <summary>For one try.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For all tries and the pauses between them.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often a repeatable request is tried again.</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>The first pause; it doubles, with jitter.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause, whatever the server's <c>Retry-After</c> asks for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The circuit opens when this share of the tries failed …</summary>
    public double FailureShare { get; init; } = 0.5;

    /// <summary>… of at least this many …</summary>
    public int MinimumTries { get; init; } = 10;

    /// <summary>… within this time,</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>and stays open for this long: the neighbour is left alone and callers fail at once.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(2);
}
