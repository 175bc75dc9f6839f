namespace PosAspire.Domain.Audit;

/// <summary>
/// One line of the journal, written in the transaction it describes. It holds ids and amounts, never personal data.
/// The table refuses changes and deletions.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    public Guid Id { get; private set; }

    public DateTime At { get; private set; }

    public Guid? LocationId { get; private set; }

    public Guid? ActorId { get; private set; }

    /// <summary><c>order.completed</c> and its like.</summary>
    public string Action { get; private set; } = "";

    public Guid SubjectId { get; private set; }

    /// <summary>JSON.</summary>
    public string Data { get; private set; } = "";

    /// <summary>
    /// The transaction that wrote it. A reader that must miss nothing takes only rows older than every running
    /// transaction, because neither ids nor times tell in which order transactions commit.
    /// </summary>
    public ulong TransactionId { get; private set; }
}
