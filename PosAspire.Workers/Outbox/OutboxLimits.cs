namespace PosAspire.Workers.Outbox;

/// <summary>How eagerly and how long messages are delivered.</summary>
/// <param name="BatchSize">Messages taken in one transaction.</param>
/// <param name="MaxAttempts">After so many failures a message is dead and waits for an operator.</param>
/// <param name="FirstPause">Before the second attempt; doubled before each further one.</param>
/// <param name="LongestPause">No pause is longer.</param>
/// <param name="Idle">How long to rest when nothing waits.</param>
/// <param name="Outage">How long to rest when the database does not answer.</param>
/// <param name="ConsumerLimit">A consumer that takes longer has failed.</param>
public sealed record OutboxLimits(
    int BatchSize, int MaxAttempts, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan Idle, TimeSpan Outage, TimeSpan ConsumerLimit)
{
    /// <summary>Twelve attempts span about half an hour.</summary>
    public static readonly OutboxLimits Default = new(
        BatchSize: 200, MaxAttempts: 12, FirstPause: TimeSpan.FromSeconds(1), LongestPause: TimeSpan.FromMinutes(10),
        Idle: TimeSpan.FromMilliseconds(250), Outage: TimeSpan.FromSeconds(2), ConsumerLimit: TimeSpan.FromSeconds(10));

    /// <summary>The pause after a failure.</summary>
    /// <param name="attempts">Failures so far, this one included.</param>
    public TimeSpan PauseAfter(int attempts)
    {
        // A shift past the longest pause would overflow long before the attempts run out.
        var doublings = Math.Min(attempts - 1, 30);
        var pause = FirstPause * (1L << doublings);
        return pause < LongestPause ? pause : LongestPause;
    }
}
