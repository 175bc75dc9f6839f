namespace PosAspire.Domain.Sales.Printing;

/// <summary>How far a print job has come.</summary>
public enum PrintStatus
{
    /// <summary>It waits for its printer.</summary>
    Queued,

    Printed,

    /// <summary>The printer was away for too long; nothing tries it again.</summary>
    Failed,
}

/// <summary>Bytes for a printer, made once: what is printed late says what was true when it was asked for.</summary>
public sealed class PrintJob
{
    private PrintJob()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Jobs of one printer are printed in this order.</summary>
    public long Number { get; private set; }

    public Guid LocationId { get; private set; }

    public Guid RegisterId { get; private set; }

    public Guid OrderId { get; private set; }

    /// <summary>It says DUPLICATE and opens no drawer.</summary>
    public bool Copy { get; private set; }

    /// <summary><c>host:port</c>, as the register had it.</summary>
    public string Printer { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    public PrintStatus Status { get; private set; }

    /// <summary>Failed ones, or the one that succeeded.</summary>
    public int Attempts { get; private set; }

    public DateTime? NextAttemptAt { get; private set; }

    /// <summary>Why it was not printed, in a sentence.</summary>
    public string? Error { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public DateTime? PrintedAt { get; private set; }
}
