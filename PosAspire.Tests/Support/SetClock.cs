namespace PosAspire.Tests.Support;

/// <summary>A clock that a test moves. Its timers are the system's: only what is read from it stands still.</summary>
public sealed class SetClock : TimeProvider
{
    private DateTimeOffset now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => now;

    public void Forward(TimeSpan time) => now += time;
}
