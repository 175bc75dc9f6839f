namespace PosAspire.Domain.Inventory;

/// <summary>What happens when more is sold than is counted.</summary>
public enum StockPolicy
{
    /// <summary>The sale is refused.</summary>
    Block,

    /// <summary>The sale goes through and the cashier is told.</summary>
    Warn,

    /// <summary>The sale goes through: a bottle in the hand can be sold.</summary>
    Allow,
}

/// <summary>How many of a product a shop has, in the smallest unit. The database keeps it from going below zero under <see cref="StockPolicy.Block"/>.</summary>
public sealed class StockLevel
{
    private StockLevel()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid ProductId { get; private set; }

    public int OnHand { get; private set; }

    public StockPolicy Policy { get; private set; }

    /// <summary>At this count or below it is to be bought again; null when nobody watches it.</summary>
    public int? ReorderPoint { get; private set; }

    /// <summary>Rises when policy or reorder point change; counts move without it.</summary>
    public int Version { get; private set; }
}

/// <summary>Why a level changed.</summary>
public enum MovementReason
{
    Opening,
    Sale,
    Return,
    Adjustment,
    Receipt,
    Void,

    /// <summary>A stocktake found another number.</summary>
    Count,
    Breakage,
    Theft,
    Expired,
    SupplierReturn,

    /// <summary>To or from another shop.</summary>
    Transfer,
}

/// <summary>One change of a level; the movements of a product at a location add up to its level.</summary>
public sealed class StockMovement
{
    private StockMovement()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid Id { get; private set; }

    public Guid ProductId { get; private set; }

    /// <summary>Positive in, negative out, never 0; in the smallest unit.</summary>
    public int Quantity { get; private set; }

    public MovementReason Reason { get; private set; }

    public Guid? OrderId { get; private set; }

    public Guid? ActorId { get; private set; }

    /// <summary>What whoever counted wrote beside it.</summary>
    public string? Note { get; private set; }

    public DateTime At { get; private set; }
}
