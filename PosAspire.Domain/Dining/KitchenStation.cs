namespace PosAspire.Domain.Dining;

/// <summary>A place in the kitchen that makes dishes of some categories and has a screen of its own.</summary>
public sealed class KitchenStation
{
    private KitchenStation()
    {
    }

    public Guid LocationId { get; private set; }

    /// <summary>Small letters, digits and hyphens: <c>grill</c>.</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Order on the screen, from 1. The first makes whatever nobody else is named for.</summary>
    public short Position { get; private set; }

    /// <summary>Minutes after which a ticket should be looked at.</summary>
    public short WarnMinutes { get; private set; }

    /// <summary>Minutes after which a ticket is late.</summary>
    public short LateMinutes { get; private set; }
}

/// <summary>Which station makes the dishes of a category.</summary>
public sealed class KitchenRoute
{
    private KitchenRoute()
    {
    }

    public Guid LocationId { get; private set; }

    public Guid CategoryId { get; private set; }

    /// <summary>The station's code.</summary>
    public string Station { get; private set; } = "";
}
