namespace PosAspire.Domain.Catalog;

/// <summary>Something a shop sells. Its stock is counted in the smallest unit: bottles, never cases.</summary>
public sealed class Product
{
    private Product()
    {
    }

    public Guid Id { get; private set; }

    public Guid CategoryId { get; private set; }

    /// <summary>The supplier's or the kitchen's own number, unique over all shops.</summary>
    public string Sku { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Who makes it; empty when not known.</summary>
    public string Brand { get; private set; } = "";

    /// <summary>A sentence or two for a guest; empty when there is none.</summary>
    public string Description { get; private set; } = "";

    /// <summary>As printed after the name: <c>750 ml</c>, <c>8 skewers (200g)</c>.</summary>
    public string Size { get; private set; } = "";

    /// <summary>Whether levels are kept for it; a dish is cooked, so it has none.</summary>
    public bool IsStocked { get; private set; }

    /// <summary>A product is never deleted, because old orders name it; it is taken out of sale.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Of its picture, by which it is addressed; null when it has none.</summary>
    public string? ImageHash { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }

    /// <summary>The transaction that changed it or one of its parts last, so that a copy in memory can ask for what is new.</summary>
    public ulong ChangedIn { get; private set; }
}

/// <summary>The shelf or menu section a product stands in.</summary>
public sealed class Category
{
    private Category()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Order on a menu, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>Rises with every change, for optimistic concurrency.</summary>
    public int Version { get; private set; }
}

/// <summary>What a barcode stands for: so many of a product. A case and its bottle share one stock.</summary>
public sealed class ProductBarcode
{
    private ProductBarcode()
    {
    }

    /// <summary>GTIN-14. Not unique: real catalogues share one number between several products.</summary>
    public string Gtin { get; private set; } = "";

    public Guid ProductId { get; private set; }

    public SaleUnit Unit { get; private set; }

    /// <summary>How many of the smallest unit one scan sells: 1 for a bottle, 12 for a case of 12.</summary>
    public int Quantity { get; private set; }

    /// <summary>Whether a scale prints the price into the code; the number is then stored with a price of zero.</summary>
    public bool PriceEmbedded { get; private set; }
}

/// <summary>The unit a product is sold in.</summary>
public enum SaleUnit
{
    Bottle,
    Case,
    Each,
}

/// <summary>Prices that one or more shops of the same currency sell at.</summary>
public sealed class PriceList
{
    private PriceList()
    {
    }

    public Guid Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Currency { get; private set; } = "";
}

/// <summary>The price of one smallest unit of a product; a product without one is not sold from that list.</summary>
public sealed class ProductPrice
{
    private ProductPrice()
    {
    }

    public Guid PriceListId { get; private set; }

    public Guid ProductId { get; private set; }

    /// <summary>In minor units of the list's currency.</summary>
    public long PriceMinor { get; private set; }
}

/// <summary>What a guest reads about a dish beside its name and price.</summary>
public sealed class MenuItem
{
    private MenuItem()
    {
    }

    public Guid ProductId { get; private set; }

    /// <summary>Order within its category, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>Minutes until it can be served.</summary>
    public short? PrepMinutes { get; private set; }

    /// <summary>0 (not) to 5 (very); empty where it does not apply.</summary>
    public short? SpiceLevel { get; private set; }

    /// <summary>Empty when there are none; null when nobody stated them.</summary>
    public string[]? Allergens { get; private set; }
}
