using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Sales.Carts;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Carts;

/// <summary>Prices a cart by what the catalogue says now.</summary>
internal static class CartSheet
{
    public static CartBody Of(CatalogView view, CatalogShop shop, Cart cart, int parkedCount)
    {
        var (lines, priced) = Price(view, shop, cart.Lines);
        var totals = Total(shop, priced);
        return new(
            cart.Id, cart.Version, cart.RegisterId, shop.Code, shop.Currency.Code, lines, cart.Note, totals.Net.Minor, OrderBodies.Taxes(totals),
            totals.Service.Minor, totals.Total.Minor, totals.CashRounding.Minor, totals.DueInCash.Minor, cart.ChangedLine, parkedCount, cart.LastOrderId);
    }

    /// <summary>What lines would cost now, those with a problem left out.</summary>
    public static long TotalOf(CatalogView view, CatalogShop shop, IReadOnlyList<CartLine> lines) => Total(shop, Price(view, shop, lines).Priced).Total.Minor;

    /// <summary>The cart as a basket, or why it cannot be sold.</summary>
    public static PosError? TryRead(CatalogView view, CatalogShop shop, Cart cart, out BasketLine[] lines)
    {
        lines = new BasketLine[cart.Lines.Count];
        for (var position = 0; position < lines.Length; position++)
        {
            if (TryPrice(view, shop, cart.Lines[position], out var line) is { } problem)
                return problem;
            lines[position] = line!;
        }

        return lines.Length == 0 ? SalesErrors.NoLines : null;
    }

    /// <summary>The ways in which a product is sold by the piece: its smallest unit, and those that have a barcode.</summary>
    public static IReadOnlyList<CartUnit> Units(CatalogProduct product, long priceMinor)
    {
        var smallest = Smallest(product);
        List<CartUnit> units = [new(EnumText.Of(smallest), 1, null, priceMinor)];
        foreach (var barcode in product.Barcodes)
        {
            if (barcode.PriceEmbedded)
                continue;
            var unit = new CartUnit(EnumText.Of(barcode.Unit), barcode.Quantity, Gtin.Text(barcode.Gtin), priceMinor * barcode.Quantity);
            var known = units.FindIndex(other => other.Unit == unit.Unit && other.UnitQuantity == unit.UnitQuantity);
            if (known < 0)
                units.Add(unit);
            else if (units[known].Barcode is null)
                units[known] = unit;
        }

        return units;
    }

    public static SaleUnit Smallest(CatalogProduct product) => product.IsStocked ? SaleUnit.Bottle : SaleUnit.Each;

    private static (CartLineBody[] Lines, List<BasketLine> Priced) Price(CatalogView view, CatalogShop shop, IReadOnlyList<CartLine> lines)
    {
        var bodies = new CartLineBody[lines.Count];
        List<BasketLine> priced = new(lines.Count);
        decimal total = 0;
        for (var position = 0; position < bodies.Length; position++)
        {
            var line = lines[position];
            var problem = TryPrice(view, shop, line, out var basketLine);
            // Prices may rise while a cart waits: what no longer fits in one order is told at its line.
            if (problem is null && total + ((decimal)basketLine!.UnitPriceMinor * line.Quantity) > Totals.MaxOrderMinor)
                problem = SalesErrors.TooLarge;
            if (problem is null)
            {
                total += basketLine!.TotalMinor;
                priced.Add(basketLine);
            }

            bodies[position] = problem is null ? Body(shop, line, basketLine!) : Body(line, problem);
        }

        return (bodies, priced);
    }

    private static CartLineBody Body(CatalogShop shop, CartLine line, BasketLine priced) => new(
        line.No, priced.Product.Id, priced.Product.Name, priced.Size, EnumText.Of(priced.Unit), priced.UnitQuantity, line.Quantity, priced.UnitPriceMinor, priced.TotalMinor,
        priced.Modifiers, null, null,
        line.Item.LabelPriceMinor is { } label
            ? [new(EnumText.Of(priced.Unit), priced.UnitQuantity, null, label)]
            : Units(priced.Product, priced.Product.PriceIn(shop.PriceListId)!.Value));

    private static CartLineBody Body(CartLine line, PosError problem) => new(
        line.No, line.Item.ProductId, line.Item.Name, "", EnumText.Of(line.Item.Unit), line.Item.UnitQuantity, line.Quantity, 0, 0, [], problem.Sentence, problem.Code, []);

    private static PosError? TryPrice(CatalogView view, CatalogShop shop, CartLine line, out BasketLine? priced)
    {
        priced = null;
        var item = line.Item;
        if (!view.TryProduct(item.ProductId, out var product) || !product.IsActive || product.PriceIn(shop.PriceListId) is not { } price || !IsSoldLike(product, item))
            return CartErrors.NotSold(item.Name);
        var found = new ScannedProduct(product, new(0, item.Unit, item.UnitQuantity), item.LabelPriceMinor ?? price * item.UnitQuantity);
        return BasketReader.TryLine(view, shop, found, line.Quantity, item.Modifiers, out priced);
    }

    private static bool IsSoldLike(CatalogProduct product, CartItem item)
    {
        if (item.LabelPriceMinor is null && item.UnitQuantity == 1 && item.Unit == Smallest(product))
            return true;
        foreach (var barcode in product.Barcodes)
        {
            if (barcode.PriceEmbedded == item.LabelPriceMinor is not null && barcode.Unit == item.Unit && barcode.Quantity == item.UnitQuantity)
                return true;
        }

        return false;
    }

    private static Totals Total(CatalogShop shop, List<BasketLine> lines) =>
        Totals.Of([.. lines.Select(line => new PricedLine(line.UnitPriceMinor, line.Quantity, CategoryId: line.Product.CategoryId))], shop.Rules);
}
