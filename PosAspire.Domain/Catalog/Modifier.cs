namespace PosAspire.Domain.Catalog;

/// <summary>Choices that go with a product, of which at least so many and at most so many are taken.</summary>
public sealed class ModifierGroup
{
    private ModifierGroup()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>0 when nothing need be chosen.</summary>
    public short MinChoices { get; private set; }

    public short MaxChoices { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }
}

/// <summary>One choice of a group: <c>medium rare</c>, <c>extra sambal</c>.</summary>
public sealed class Modifier
{
    private Modifier()
    {
    }

    public Guid Id { get; private set; }

    public Guid GroupId { get; private set; }

    /// <summary>Order within its group, from 1.</summary>
    public short Position { get; private set; }

    public string Name { get; private set; } = "";

    public bool IsActive { get; private set; }
}

/// <summary>What a choice adds to the price of one; a choice without a price costs nothing.</summary>
public sealed class ModifierPrice
{
    private ModifierPrice()
    {
    }

    public Guid PriceListId { get; private set; }

    public Guid ModifierId { get; private set; }

    /// <summary>In minor units of the list's currency.</summary>
    public long PriceMinor { get; private set; }
}

/// <summary>A group offered with a product.</summary>
public sealed class ProductModifierGroup
{
    private ProductModifierGroup()
    {
    }

    public Guid ProductId { get; private set; }

    public Guid GroupId { get; private set; }

    /// <summary>Order on the product's sheet, from 1.</summary>
    public short Position { get; private set; }
}

/// <summary>The number that rises with every change of what is sold, where and at which rules; one row.</summary>
public sealed class CatalogState
{
    private CatalogState()
    {
    }

    public short Id { get; private set; }

    public long Version { get; private set; }

    /// <summary>The transaction that raised it last.</summary>
    public ulong ChangedBy { get; private set; }
}
