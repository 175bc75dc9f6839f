namespace PosAspire.Domain.Outbox;

/// <summary>Something that happened, kept until it is delivered. It commits with what it tells about; a delivered message is deleted.</summary>
public sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    /// <summary>UUIDv7; also what a consumer recognises a second delivery by.</summary>
    public Guid Id { get; private set; }

    public Guid? LocationId { get; private set; }

    /// <summary><c>order.completed</c> and its like.</summary>
    public string Topic { get; private set; } = "";

    /// <summary>JSON of ids and amounts.</summary>
    public string Payload { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    /// <summary>The transaction that wrote it: a reader takes only rows older than every running transaction.</summary>
    public ulong TransactionId { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Not before then; empty until the first failure.</summary>
    public DateTime? NextAttemptAt { get; private set; }

    public string? LastError { get; private set; }
}

/// <summary>A message that could not be delivered; an operator may send it again.</summary>
public sealed class OutboxDeadLetter
{
    private OutboxDeadLetter()
    {
    }

    public Guid Id { get; private set; }

    public Guid? LocationId { get; private set; }

    public string Topic { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public int Attempts { get; private set; }

    public string LastError { get; private set; } = "";

    public DateTime DiedAt { get; private set; }
}
