namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>A process of the simulation was killed.</summary>
public sealed class SimKilledException : Exception;

/// <summary>A mistake planted on purpose: a simulation that does not find it shows nothing.</summary>
public enum SimBug
{
    None,

    /// <summary>What is about to be asked is not written down.</summary>
    ForgetsClaims,

    /// <summary>What happened is told after it is written, not with it.</summary>
    TellsAfterwards,

    /// <summary>A refund that is asked for again has another name at the provider.</summary>
    RenamesRefunds,
}

/// <summary>
/// Time, chance and order of a simulated run, all from one seed: whoever waits is woken one at a time, in an order that the seed decides,
/// so that every interleaving of processes, answers and deaths can happen and every run can be repeated.
/// </summary>
public sealed class SimWorld(int seed) : TimeProvider
{
    private readonly List<TaskCompletionSource> waiting = [];
    private readonly List<Task> running = [];
#pragma warning disable CA5394 // A seed must give the same run again.
    private readonly Random chance = new(seed);

    private DateTimeOffset now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>While it is on, processes die, answers are lost and the provider misbehaves.</summary>
    public bool IsRough { get; set; } = true;

    /// <summary>A mark of everything that was thrown so far and when: equal runs have the same.</summary>
    public ulong Mark { get; private set; }

    /// <summary>How often what has happened.</summary>
    public SortedDictionary<string, long> Tally { get; } = new(StringComparer.Ordinal);

    public override DateTimeOffset GetUtcNow() => now;

    public void Forward(TimeSpan time) => now += time;

    public void Count(string what, long times = 1) => Tally[what] = Tally.GetValueOrDefault(what) + times;

    public int Next(int below)
    {
        var thrown = chance.Next(below);
        Mark = (Mark * 1_099_511_628_211) ^ (ulong)thrown ^ (ulong)now.Ticks;
        return thrown;
    }
#pragma warning restore CA5394

    /// <summary>Whether something of this likelihood happens now; never when all is calm.</summary>
    public bool Strikes(int percent) => IsRough && Next(100) < percent;

    /// <summary>A place where others may come first.</summary>
    public Task Pause()
    {
        var turn = new TaskCompletionSource();
        waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>A place where others may come first and the process may die.</summary>
    public async Task Peril()
    {
        await Pause();
        if (!Strikes(6))
            return;
        Count("kills");
        throw new SimKilledException();
    }

    /// <summary>Something that goes on beside what is run.</summary>
    public void Start(Task task) => running.Add(task);

    /// <summary>Runs everything that was started until nobody waits.</summary>
    public void Run(params IReadOnlyList<Task> started)
    {
        running.AddRange(started);
        for (var turns = 0; waiting.Count > 0; turns++)
        {
            Assert.True(turns < 100_000, "The run does not end.");
            var next = Next(waiting.Count);
            var turn = waiting[next];
            waiting.RemoveAt(next);
            if (Next(4) == 0)
                Forward(TimeSpan.FromMilliseconds(Next(30_000)));
            turn.SetResult();
        }

        foreach (var task in running)
        {
            Assert.True(task.IsCompleted, "Somebody waits for nobody.");
            if (task.Exception is { } failed && failed.InnerException is not SimKilledException)
                throw failed.InnerException!;
        }

        running.Clear();
    }
}
