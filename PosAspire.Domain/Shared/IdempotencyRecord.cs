namespace PosAspire.Domain.Shared;

/// <summary>
/// The answer that one key of one location got. It commits with the effect it stands for, so a retry is answered with
/// the same bytes and a refused request leaves no trace.
/// </summary>
public sealed class IdempotencyRecord
{
    public const int MaxKeyLength = 255;

    private IdempotencyRecord()
    {
    }

    // The location owns the key, not the person: a till retries the same sale after the cashier changed.
    public Guid LocationId { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>SHA-256 over the operation and the request.</summary>
    public byte[] RequestHash { get; private set; } = [];

    /// <summary>HTTP status of the stored answer.</summary>
    public short Status { get; private set; }

    /// <summary>The <c>Location</c> header of the stored answer.</summary>
    public string? Resource { get; private set; }

    /// <summary>The body of the stored answer.</summary>
    public string Response { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }
}
