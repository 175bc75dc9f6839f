namespace PosAspire.Workers.Outbox;

/// <summary>Where messages wait. There are two: the database's table, and the simulator's, which crashes on purpose.</summary>
public interface IOutboxTable
{
    /// <summary>Takes what may be delivered now, in the order of its ids. Nobody else gets it until the batch is disposed of.</summary>
    /// <param name="now">UTC.</param>
    Task<IOutboxBatch> TakeAsync(DateTime now, int most, CancellationToken cancellation);
}

/// <summary>Messages that were taken. Disposed of without being settled they wait again, untouched.</summary>
public interface IOutboxBatch : IAsyncDisposable
{
    IReadOnlyList<OutboxNotice> Notices { get; }

    /// <summary>Writes what became of them, all at once; what is named in neither list waits again.</summary>
    /// <param name="now">UTC.</param>
    Task SettleAsync(IReadOnlyList<Guid> delivered, IReadOnlyList<OutboxSetback> setbacks, DateTime now);
}

/// <summary>What is written about a delivery that failed.</summary>
/// <param name="Attempts">Failures so far, this one included.</param>
/// <param name="Again">UTC, not before then; null when it is put aside for an operator.</param>
public sealed record OutboxSetback(Guid Id, int Attempts, DateTime? Again, string Words);
