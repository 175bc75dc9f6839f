namespace PosAspire.Domain.Registers;

/// <summary>A till of a shop: a place where people sign in by PIN and sell. Never deleted, because orders name it; switched off instead.</summary>
public sealed class Register
{
    public const int MaxNameLength = 60;

    public const int MaxReaderLength = 90;

    private Register()
    {
    }

    public Guid Id { get; private set; }

    public Guid LocationId { get; private set; }

    /// <summary>Unique within its shop.</summary>
    public string Name { get; private set; } = "";

    public bool IsActive { get; private set; }

    /// <summary>Where its receipt printer listens, <c>host:port</c>; null when it has none.</summary>
    public string? Printer { get; private set; }

    /// <summary>How many letters a row of its paper holds.</summary>
    public short Columns { get; private set; }

    /// <summary>The card reader that stands at it, as the card service names it; null when it has none.</summary>
    public string? CardReader { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }
}
