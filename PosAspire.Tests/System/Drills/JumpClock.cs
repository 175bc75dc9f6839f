namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>The machine's clock, and however far a drill has gone ahead of it. Its timers are the machine's.</summary>
internal sealed class JumpClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddTicks(Interlocked.Read(ref ahead));

    public void Forward(TimeSpan time) => Interlocked.Add(ref ahead, time.Ticks);
}
