using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Dining;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales;

/// <summary>Finds in the catalogue's memory what a request names. Nothing is read from the database.</summary>
internal static class BasketReader
{
    /// <summary>No dish has more choices.</summary>
    private const int MaxModifiers = 50;

    private static readonly IReadOnlyList<ChosenModifier> NoModifiers = [];

    /// <summary>The lines with their products, or why they cannot be sold.</summary>
    public static PosError? TryRead(CatalogView view, CatalogShop shop, IReadOnlyList<LineRequest> lines, out BasketLine[] read)
    {
        read = [];
        if (lines.Count == 0)
            return SalesErrors.NoLines;
        if (lines.Count > Totals.MaxLines)
            return SalesErrors.TooManyLines;
        var found = new BasketLine[lines.Count];
        for (var position = 0; position < found.Length; position++)
        {
            if (TryRead(view, shop, lines[position], position + 1, out var line) is { } error)
                return error;
            found[position] = line!;
        }

        read = found;
        return null;
    }

    private static PosError? TryRead(CatalogView view, CatalogShop shop, LineRequest? wanted, int number, out BasketLine? line)
    {
        line = null;
        if (wanted is null || (wanted.Barcode is null && wanted.ProductId is null))
            return SalesErrors.InvalidLine;
        if (wanted.Quantity is < 1 or > Totals.MaxQuantity)
            return SalesErrors.InvalidQuantity(number);
        return TryFind(view, shop, wanted, out var found) ?? TryLine(view, shop, found, wanted.Quantity, wanted.Modifiers, out line);
    }

    /// <summary>Makes a line of a product that was found, with its choices.</summary>
    internal static PosError? TryLine(CatalogView view, CatalogShop shop, in ScannedProduct found, int quantity, IReadOnlyList<Guid>? modifiers, out BasketLine? line)
    {
        line = null;
        var (product, unit, price) = found;
        if (product.IsOutAt(shop.Id))
            return DiningErrors.DishOut(product.Name);
        if (TryChoose(view, shop, product, modifiers, out var chosen) is { } badChoice)
            return badChoice;
        foreach (var modifier in chosen)
            price += modifier.PriceMinor;
        var size = unit.Unit == SaleUnit.Case ? $"{unit.Quantity} × {product.Size}" : product.Size;
        line = new(product, size, unit.Unit, unit.Quantity, quantity, price, chosen);
        return null;
    }

    /// <summary>What a request's barcode or product means at a shop.</summary>
    internal static PosError? TryFind(CatalogView view, CatalogShop shop, LineRequest wanted, out ScannedProduct found)
    {
        found = default;
        if (wanted.Barcode is null)
        {
            if (!view.TryProduct(wanted.ProductId!.Value, out var product) || !product.IsActive || product.PriceIn(shop.PriceListId) is not { } price)
                return CatalogErrors.UnknownProduct(wanted.ProductId.Value);
            found = new(product, new(0, product.IsStocked ? SaleUnit.Bottle : SaleUnit.Each, 1), price);
            return null;
        }

        if (!Scan.TryRead(wanted.Barcode, out var scan, out var unreadable))
            return unreadable;
        return ScannedProducts.Find(view, shop, scan, wanted.ProductId, all: null, out found) switch
        {
            0 => CatalogErrors.UnknownBarcode(wanted.Barcode),
            1 => null,
            var matches => CatalogErrors.AmbiguousBarcode(wanted.Barcode, matches),
        };
    }

    /// <summary>Checks the choices against the product's groups: each in one of them, as many as each group asks for.</summary>
    private static PosError? TryChoose(CatalogView view, CatalogShop shop, CatalogProduct product, IReadOnlyList<Guid>? wanted, out IReadOnlyList<ChosenModifier> chosen)
    {
        chosen = NoModifiers;
        if (product.ModifierGroups.Count == 0)
            return wanted is null or { Count: 0 } ? null : SalesErrors.UnknownModifier(product.Name);
        wanted ??= [];
        if (wanted.Count > MaxModifiers)
            return SalesErrors.UnknownModifier(product.Name);
        List<ChosenModifier> found = new(wanted.Count);
        foreach (var groupId in product.ModifierGroups)
        {
            // A product in memory can be newer than the view; the sale notices by its version.
            if (!view.ModifierGroups.TryGetValue(groupId, out var group))
                continue;
            var before = found.Count;
            foreach (var modifier in group.Modifiers)
            {
                foreach (var id in wanted)
                {
                    if (id == modifier.Id)
                        found.Add(new(id, modifier.Name, modifier.PriceIn(shop.PriceListId)));
                }
            }

            var count = found.Count - before;
            if (count < group.MinChoices || count > group.MaxChoices)
                return SalesErrors.WrongChoices(product.Name, group.Name, group.MinChoices, group.MaxChoices);
        }

        chosen = found;
        return found.Count == wanted.Count ? null : SalesErrors.UnknownModifier(product.Name);
    }
}
