namespace PosAspire.Web.Inventory;

public sealed record LevelPage(IReadOnlyList<LevelRow> Items, string? Next);

public sealed record LevelRow(Guid ProductId, string Sku, string Name, string Brand, string Size, int OnHand, string Policy, int? ReorderPoint, int Version)
{
    public bool IsLow => ReorderPoint is { } point && OnHand <= point;
}

public sealed record MovementPage(IReadOnlyList<MovementRow> Items, Guid? Next);

public sealed record MovementRow(Guid Id, DateTime At, Guid ProductId, string Sku, string Name, int Quantity, string Reason, string? Note, Guid? OrderId, string? Who);

public sealed record AdjustmentRequest(string Location, string Reason, IReadOnlyList<AdjustmentLine> Lines, string? Note);

public sealed record AdjustmentLine(int Quantity, Guid ProductId);

public sealed record Adjusted(Guid Id, IReadOnlyList<AdjustedLevel> Items);

public sealed record AdjustedLevel(int Before, int Change, int OnHand);
