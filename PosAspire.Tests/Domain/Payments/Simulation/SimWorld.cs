namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>A process of the simulation was killed.</summary>
public sealed class SimKilledException : Exception;

/// <summary>
/// Time, chance and order of a simulated run, all from one seed: whoever waits is woken one at a time, in an order that the seed decides,
/// so that every interleaving of processes, answers and deaths can happen and every run can be repeated.
/// </summary>
public sealed class SimWorld(int seed) : TimeProvider
{
    private readonly List<TaskCompletionSource> waiting = [];
#pragma warning disable CA5394 // A seed must give the same run again.
    private readonly Random chance = new(seed);

    private DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>While it is on, processes die, answers are lost and the provider misbehaves.</summary>
    public bool IsRough { get; set; } = true;

    public override DateTimeOffset GetUtcNow() => now;

    public void Forward(TimeSpan time) => now += time;

    public int Next(int below) => chance.Next(below);

    /// <summary>Whether something of this likelihood happens now; never when all is calm.</summary>
    public bool Strikes(int percent) => IsRough && chance.Next(100) < percent;

    /// <summary>A place where others may come first.</summary>
    public Task Pause()
    {
        var turn = new TaskCompletionSource();
        waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>Runs everything that was started until nobody waits.</summary>
    public void Run(params IReadOnlyList<Task> started)
    {
        for (var turns = 0; waiting.Count > 0; turns++)
        {
            Assert.True(turns < 100_000, "The run does not end.");
            var next = chance.Next(waiting.Count);
            var turn = waiting[next];
            waiting.RemoveAt(next);
            if (chance.Next(4) == 0)
                Forward(TimeSpan.FromMilliseconds(chance.Next(30_000)));
            turn.SetResult();
        }
#pragma warning restore CA5394

        foreach (var task in started)
        {
            Assert.True(task.IsCompleted, "Somebody waits for nobody.");
            if (task.Exception is { } failed && failed.InnerException is not SimKilledException)
                throw failed.InnerException!;
        }
    }
}
