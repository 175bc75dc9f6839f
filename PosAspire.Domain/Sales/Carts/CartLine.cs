using PosAspire.Domain.Catalog;

namespace PosAspire.Domain.Sales.Carts;

/// <summary>What a line of a cart is of. Two of the same are one line.</summary>
/// <param name="Name">As it was called when it was added: shown when the product itself can no longer be found.</param>
/// <param name="UnitQuantity">Smallest units in one sold unit.</param>
/// <param name="LabelPriceMinor">The price that a scale printed into the scanned code; null where the catalogue's price counts.</param>
/// <param name="Modifiers">Ids of the choices, in the order of the product's sheet.</param>
public sealed record CartItem(Guid ProductId, string Name, SaleUnit Unit, int UnitQuantity, long? LabelPriceMinor, IReadOnlyList<Guid> Modifiers)
{
    public bool IsSameAs(CartItem other) =>
        (ProductId, Unit, UnitQuantity, LabelPriceMinor) == (other.ProductId, other.Unit, other.UnitQuantity, other.LabelPriceMinor)
        && Modifiers.SequenceEqual(other.Modifiers);
}

/// <summary>A line of a cart. It holds no price but a label's: what it costs is looked up whenever the cart is shown or paid.</summary>
/// <param name="No">Names the line; never given to another line of the same cart.</param>
/// <param name="Quantity">Sold units.</param>
public sealed record CartLine(int No, CartItem Item, int Quantity);
