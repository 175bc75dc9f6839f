using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Catalog.Scanning;
using PosAspire.Domain.Database;
using PosAspire.Domain.Inventory;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Inventory;

/// <summary>What is to happen to one product's level.</summary>
/// <param name="Units">Smallest units: the change, or for a count the number found.</param>
internal readonly record struct DraftLine(CatalogProduct Product, int Units);

/// <summary>An adjustment that holds by itself.</summary>
/// <param name="Lines">One a product, in ascending id: the order in which everyone locks levels.</param>
internal sealed record AdjustmentDraft(MovementReason Reason, string? Note, IReadOnlyList<DraftLine> Lines)
{
    private const int MaxLines = 500;
    private const int MaxNote = 200;
    private const long MaxUnits = 1_000_000;

    private static readonly MovementReason[] In = [MovementReason.Receipt];
    private static readonly MovementReason[] Out = [MovementReason.Breakage, MovementReason.Theft, MovementReason.Expired, MovementReason.SupplierReturn];
    private static readonly MovementReason[] Either = [MovementReason.Adjustment, MovementReason.Transfer];

    public static PosError? TryRead(CatalogView view, CatalogShop shop, AdjustmentRequest request, out AdjustmentDraft? draft)
    {
        draft = null;
        if (!EnumText.TryParse<MovementReason>(request.Reason, out var reason) || !(reason == MovementReason.Count || In.Contains(reason) || Out.Contains(reason) || Either.Contains(reason)))
            return InventoryErrors.InvalidAdjustment("The reason is receipt, count, breakage, theft, expired, supplier_return, transfer or adjustment.");
        if (request.Note is { } note && !Texts.Fits(note, 1, MaxNote))
            return InventoryErrors.InvalidAdjustment($"The note does not have 1 to {MaxNote} characters.");
        if (request.Lines.Count is 0 or > MaxLines)
            return InventoryErrors.InvalidAdjustment($"It does not have 1 to {MaxLines} lines.");
        Dictionary<Guid, DraftLine> lines = [];
        foreach (var line in request.Lines)
        {
            if (line is null || WrongSign(reason, line.Quantity))
                return InventoryErrors.InvalidAdjustment("A receipt brings something, a loss takes something away, a count finds nothing or more, and no line is zero otherwise.");
            if (TryFind(view, shop, line, out var product, out var unit) is { } unknown)
                return unknown;
            if (!product!.IsStocked)
                return InventoryErrors.NotStocked(product.Name);
            var units = (lines.TryGetValue(product.Id, out var before) ? before.Units : 0L) + (long)line.Quantity * unit;
            if (units is < -MaxUnits or > MaxUnits)
                return InventoryErrors.InvalidAdjustment($"It moves more than {MaxUnits} units of a product.");
            lines[product.Id] = new(product, (int)units);
        }

        draft = new(reason, request.Note, [.. lines.Values.OrderBy(line => line.Product.Id)]);
        return null;
    }

    private static bool WrongSign(MovementReason reason, int quantity) =>
        reason == MovementReason.Count ? quantity < 0 : In.Contains(reason) ? quantity <= 0 : Out.Contains(reason) ? quantity >= 0 : quantity == 0;

    private static PosError? TryFind(CatalogView view, CatalogShop shop, AdjustmentLine line, out CatalogProduct? product, out int unit)
    {
        (product, unit) = (null, 1);
        if (line.Barcode is null)
            return line.ProductId is { } id && view.TryProduct(id, out product) ? null : CatalogErrors.UnknownProduct(line.ProductId ?? Guid.Empty);
        if (!Scan.TryRead(line.Barcode, out var scan, out var unreadable))
            return unreadable;
        var matches = ScannedProducts.Find(view, shop, scan, line.ProductId, all: null, out var found);
        (product, unit) = (found.Product, found.Barcode.Quantity);
        return matches switch
        {
            0 => CatalogErrors.UnknownBarcode(line.Barcode),
            1 => null,
            _ => CatalogErrors.AmbiguousBarcode(line.Barcode, matches),
        };
    }
}
