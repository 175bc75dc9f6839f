namespace PosAspire.Domain.Sales.Carts;

/// <summary>A cart that was put aside; any register of its shop can go on with it.</summary>
public sealed class ParkedCart
{
    /// <summary>No shop has more customers who said "one moment".</summary>
    public const int MaxParked = 200;

    public const int MaxLabelLength = 60;

    private ParkedCart()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>Where it was parked.</summary>
    public Guid RegisterId { get; private set; }

    public int NextLine { get; private set; }

    public IReadOnlyList<CartLine> Lines { get; private set; } = [];

    public string Note { get; private set; } = "";

    /// <summary>What it is found by: a name, a hat.</summary>
    public string? Label { get; private set; }

    public DateTime ParkedAt { get; private set; }

    public Guid ParkedBy { get; private set; }

    /// <summary>As it was read from its row.</summary>
    public static ParkedCart Stored(Guid locationId, Guid id, Guid registerId, int nextLine, IReadOnlyList<CartLine> lines, string note, string? label, DateTime parkedAt, Guid parkedBy) => new()
    {
        LocationId = locationId,
        Id = id,
        RegisterId = registerId,
        NextLine = nextLine,
        Lines = lines,
        Note = note,
        Label = label,
        ParkedAt = parkedAt,
        ParkedBy = parkedBy,
    };
}
