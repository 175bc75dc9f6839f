using System.Diagnostics.CodeAnalysis;

namespace PosAspire.Domain.Dining;

/// <summary>How a table looks on the plan of the room.</summary>
public enum TableShape
{
    Round,
    Square,

    /// <summary>Two cells of the plan wide.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "It is the word of the wire, and no type is meant.")]
    Long,
}

/// <summary>A table that guests sit at. Never deleted, because orders name it; it is taken out of the room instead.</summary>
public sealed class DiningTable
{
    public const int MaxNameLength = 30;
    public const int MaxSeats = 50;

    /// <summary>Cells of the plan, from left to right.</summary>
    public const int Columns = 12;

    /// <summary>Cells of the plan, from top to bottom.</summary>
    public const int Rows = 8;

    private DiningTable()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>What people call it; unique among the tables that stand in the shop.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The part of the house: indoor, terrace.</summary>
    public string Area { get; private set; } = "";

    public short Seats { get; private set; }

    public TableShape Shape { get; private set; }

    /// <summary>Left cell on the plan, from 0.</summary>
    public short X { get; private set; }

    /// <summary>Upper cell on the plan, from 0.</summary>
    public short Y { get; private set; }

    /// <summary>When it was taken out of the room.</summary>
    public DateTime? RemovedAt { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }
}
