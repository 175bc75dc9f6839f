using PosAspire.Workers.Outbox;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>The simulator's table of messages, and who hears them: a consumer that fails before or after it has heard, and forgets to say so.</summary>
public sealed class SimOutbox(SimWorld world) : IOutboxTable
{
    private readonly List<Row> rows = [];
    private readonly Dictionary<Guid, OutboxNotice> heard = [];
    private readonly OutboxLimits limits = OutboxLimits.Default with { BatchSize = 3 };

    private OutboxDispatch Dispatch => new(this, limits, world);

    /// <summary>What was told so far, each message once however often it came.</summary>
    public IReadOnlyCollection<OutboxNotice> Heard => heard.Values;

    public int Waiting => rows.Count;

    /// <summary>What was put aside because nobody could be told.</summary>
    public int Dead { get; private set; }

    public void Add(string topic, string facts) => rows.Add(new(Guid.CreateVersion7(world.GetUtcNow()), topic, facts, world.GetUtcNow().UtcDateTime));

    /// <summary>What a worker does now and then.</summary>
    public Task DeliverAsync() => Dispatch.DeliverAsync(HearAsync, CancellationToken.None);

    public async Task<IOutboxBatch> TakeAsync(DateTime now, int most, CancellationToken cancellation)
    {
        await world.Peril();
        List<Row> taken = [.. rows.Where(row => !row.IsTaken && row.Next <= now).Take(most)];
        taken.ForEach(row => row.IsTaken = true);
        return new Batch(this, world, taken);
    }

    private async Task HearAsync(OutboxNotice notice, CancellationToken cancellation)
    {
        await world.Pause();
        if (world.Strikes(10))
            throw new TimeoutException("Nobody heard.");
        if (!heard.TryAdd(notice.Id, notice))
            world.Count("messages heard again");
        await world.Pause();
        if (world.Strikes(10))
            throw new TimeoutException("Heard, and nobody said so.");
    }

    private sealed class Row(Guid id, string topic, string facts, DateTime at)
    {
        public Guid Id => id;

        public DateTime Next { get; set; } = at;

        public int Attempts { get; set; }

        public bool IsTaken { get; set; }

        public OutboxNotice Notice => new(id, null, topic, facts, Next, Attempts);
    }

    private sealed class Batch(SimOutbox outbox, SimWorld world, List<Row> taken) : IOutboxBatch
    {
        public IReadOnlyList<OutboxNotice> Notices { get; } = taken.ConvertAll(row => row.Notice);

        public async Task SettleAsync(IReadOnlyList<Guid> delivered, IReadOnlyList<OutboxSetback> setbacks, DateTime now)
        {
            await world.Peril();
            outbox.rows.RemoveAll(row => delivered.Contains(row.Id));
            foreach (var setback in setbacks)
            {
                var row = taken.Single(row => row.Id == setback.Id);
                (row.Attempts, row.Next) = (setback.Attempts, setback.Again ?? now);
                outbox.Dead += setback.Again is null ? outbox.rows.RemoveAll(dead => dead == row) : 0;
            }

            await world.Peril();
        }

        public ValueTask DisposeAsync()
        {
            taken.ForEach(row => row.IsTaken = false);
            return ValueTask.CompletedTask;
        }
    }

}
