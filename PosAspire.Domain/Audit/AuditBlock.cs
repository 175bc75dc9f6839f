namespace PosAspire.Domain.Audit;

/// <summary>
/// A seal over every journal line that a range of transactions wrote. Its hash covers the block before it, so that no line
/// and no block can be changed, removed, added or moved without every later hash changing. The table refuses changes.
/// </summary>
public sealed class AuditBlock
{
    private AuditBlock()
    {
    }

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Number { get; private set; }

    /// <summary>The first transaction covered; the end of the block before.</summary>
    public ulong FromTransaction { get; private set; }

    /// <summary>The first transaction not covered.</summary>
    public ulong ToTransaction { get; private set; }

    /// <summary>How many lines are covered, at least one.</summary>
    public int Entries { get; private set; }

    /// <summary>SHA-256, 32 bytes.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTime SealedAt { get; private set; }
}
